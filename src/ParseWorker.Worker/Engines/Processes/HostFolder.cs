using Microsoft.Extensions.Logging;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// The directory of one engine host: its document is put there, it works in there, and its temporary files go there. The host reaches no
/// other. Emptied after every document.
/// </summary>
internal sealed partial class HostFolder : IDisposable
{
    private readonly Account? _user;
    private readonly ILogger _logger;
    private long _documentBytes;

    /// <summary>Makes a directory.</summary>
    /// <param name="path">Where.</param>
    /// <param name="user">Whose it is; null for the worker's own user.</param>
    /// <param name="logger">Hears of what could not be removed.</param>
    public HostFolder(string path, Account? user, ILogger logger)
    {
        (_user, _logger) = (user, logger);
        Path = PrivateFolder.Make(path);
        try
        {
            user?.Take(Path);
        }
        catch (UnauthorizedAccessException)
        {
            Directory.Delete(Path);
            throw;
        }
    }

    /// <summary>Absolute path of the directory.</summary>
    public string Path { get; }

    private string DocumentPath => System.IO.Path.Combine(Path, "document");

    /// <summary>Puts a document in, for the host to read; the same file under another name where one disk holds both.</summary>
    /// <returns>Where it is now; null where the host has put something in its place that can't be removed.</returns>
    /// <exception cref="WorkFolderException">The disk does not take it.</exception>
    public string? Put(string document)
    {
        if (!TryRemoveDocument()) return null;
        try
        {
            // All that can be done where the host can't reach it is done there: it may exchange what is in its own folder at any time.
            _documentBytes = new FileInfo(document).Length;
            _user?.Take(document);
            if (LibC.Link(document, DocumentPath) != 0) CopyIn(document);
            return DocumentPath;
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(Path, exception);
        }
    }

    private bool TryRemoveDocument()
    {
        try
        {
            File.Delete(DocumentPath);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotEmptied(exception, Path);
            return false;
        }
    }

    /// <summary>For disks on which a file has one name: a copy beside the document, moved in when it is whole.</summary>
    private void CopyIn(string document)
    {
        var copy = $"{document}.given";
        File.Copy(document, copy, overwrite: true);
        _user?.Take(copy);
        File.Move(copy, DocumentPath, overwrite: true);
    }

    /// <summary>The room that is taken by what came after the document, and by what that grew by.</summary>
    /// <param name="enough">Where counting may end.</param>
    public long Bytes(long enough)
    {
        try
        {
            var document = _documentBytes + FolderRoom.EntryBytes;
            return Math.Max(0, FolderRoom.Bytes(Path, enough + document) - document);
        }
        catch (IOException exception)
        {
            NotCounted(exception, Path);
            return 0;
        }
    }

    /// <summary>
    /// Removes what a document left. Not a directory: its host lives, and may make a link of it meanwhile that leads anywhere.
    /// </summary>
    /// <returns>False when something stays.</returns>
    public bool TryEmpty()
    {
        try
        {
            _documentBytes = 0;
            return FolderRemoval.TryRemoveFiles(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotEmptied(exception, Path);
            return false;
        }
    }

    public void Dispose()
    {
        try
        {
            FolderRemoval.Remove(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(exception, Path);
        }
    }

    [LoggerMessage(4403, LogLevel.Warning,
        "{Path} could not be removed; it goes with the worker, and may hold parts of documents until then")]
    private partial void NotRemoved(Exception exception, string path);

    [LoggerMessage(4414, LogLevel.Warning, "{Path} could not be read; the room that it takes is counted again at the next look")]
    private partial void NotCounted(Exception exception, string path);

    [LoggerMessage(4412, LogLevel.Debug, "{Path} could not be emptied while its engine host lives; the host is replaced")]
    private partial void NotEmptied(Exception exception, string path);
}
