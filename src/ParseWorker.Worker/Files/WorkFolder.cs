using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Files;

/// <summary>
/// Where this process's documents lie while they are parsed, below <c>TMPDIR</c>, for nobody else to read. A worker that is
/// killed cannot remove them; the next one on the machine does, told by the lock that died with its process.
/// </summary>
internal sealed partial class WorkFolder : IDisposable
{
    private const string Prefix = "parseworker-documents-";
    private const string LockedLater = "parseworker-starting-";

    private readonly ILogger _logger;
    private readonly FileStream _lock;

    public WorkFolder(ILogger<WorkFolder> logger)
    {
        _logger = logger;
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*")) RemoveLeftOver(folder);
        (Path, _lock) = Create();
    }

    /// <summary>Absolute path of the directory, mode 700.</summary>
    public string Path { get; }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    /// <summary>It gets its name when it is locked: a worker that starts beside this one would take it for left over until then.</summary>
    private static (string Path, FileStream Lock) Create()
    {
        var unnamed = Directory.CreateTempSubdirectory(LockedLater).FullName;
        var taken = new FileStream(LockOf(unnamed), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var path = unnamed.Replace(LockedLater, Prefix, StringComparison.Ordinal);
        Directory.Move(unnamed, path);
        return (path, taken);
    }

    private void RemoveLeftOver(string folder)
    {
        try
        {
            using var taken = new FileStream(LockOf(folder), FileMode.Open, FileAccess.Write, FileShare.None);
            LeftOver(folder);
            Remove(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            InUse(exception, folder);
        }
    }

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(exception, folder);
        }
    }

    private static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    [LoggerMessage(4214, LogLevel.Information, "{Folder} was left over by a worker that is gone; removing it")]
    private partial void LeftOver(string folder);

    [LoggerMessage(4215, LogLevel.Debug, "{Folder} is another worker's, or none of ours")]
    private partial void InUse(Exception exception, string folder);

    [LoggerMessage(4216, LogLevel.Warning, "{Folder} could not be removed; remove it by hand, it may hold documents")]
    private partial void NotRemoved(Exception exception, string folder);
}
