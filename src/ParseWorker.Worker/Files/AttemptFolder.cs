using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Files;

/// <summary>A directory of one attempt's own: the document lies there while its engine runs.</summary>
internal sealed partial class AttemptFolder : IDisposable
{
    private readonly ILogger _logger;

    private AttemptFolder(string path, ILogger logger) => (Path, _logger) = (path, logger);

    /// <summary>Absolute path of the directory.</summary>
    public string Path { get; }

    /// <summary>Where the document goes. Never named after the client's file: that name is hostile.</summary>
    public string DocumentPath => System.IO.Path.Combine(Path, "document");

    /// <summary>Makes a directory for one attempt.</summary>
    /// <exception cref="WorkFolderException">The disk does not take it.</exception>
    public static AttemptFolder Create(WorkFolder work, ILogger logger)
    {
        try
        {
            // Made again by whoever comes first, it would be open to everybody.
            if (!Directory.Exists(work.Path)) throw new DirectoryNotFoundException($"{work.Path} is gone.");
            return new(PrivateFolder.Make(System.IO.Path.Combine(work.Path, Guid.NewGuid().ToString("N"))), logger);
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(work.Path, exception);
        }
    }

    /// <summary>Opens the document's file, empty; nothing is held back, so that a full disk shows with the bytes that it does not
    /// take.</summary>
    public FileStream OpenDocument() =>
        new(DocumentPath, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 0 });

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(exception, Path);
        }
    }

    [LoggerMessage(4202, LogLevel.Warning, "{Path} could not be removed; remove it by hand, it holds a document")]
    private partial void NotRemoved(Exception exception, string path);
}
