using System.IO.Enumeration;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>The directory of one engine host: it works in there, and its temporary files go there. Emptied after every document.</summary>
internal sealed partial class HostFolder(string path, ILogger logger) : IDisposable
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Absolute path of the directory.</summary>
    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    /// <summary>Lengths of all files below it; links count for nothing and are not followed.</summary>
    public long Bytes()
    {
        try
        {
            return new FileSystemEnumerable<long>(Path, (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length, Below).Sum();
        }
        catch (IOException)
        {
            // A directory that is removed while it is read; the next look finds it gone.
            return 0;
        }
    }

    /// <summary>Removes what a document left.</summary>
    /// <returns>False when something stays.</returns>
    public bool TryEmpty()
    {
        try
        {
            foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos()) Remove(entry);
            return true;
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
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotEmptied(exception, Path);
        }
    }

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo directory) directory.Delete(recursive: true);
        else entry.Delete();
    }

    [LoggerMessage(4403, LogLevel.Warning,
        "{Path} could not be emptied; it goes with the worker, and may hold parts of documents until then")]
    private partial void NotEmptied(Exception exception, string path);
}
