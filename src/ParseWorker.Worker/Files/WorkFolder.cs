using Microsoft.Extensions.Logging;
using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Files;

/// <summary>
/// Where this process's documents lie while they are parsed, below <c>TMPDIR</c>, for nobody else to read. It is locked while the
/// process lives: a worker that is killed cannot remove it, and <see cref="LeftOverFolders"/> of the next one tells by the lock.
/// </summary>
internal sealed partial class WorkFolder : IDisposable
{
    internal const string Prefix = "parseworker-documents-";
    private const string LockedLater = "parseworker-starting-";

    private readonly ILogger _logger;
    private readonly FileStream _lock;

    /// <summary>Locks a directory of its own.</summary>
    /// <exception cref="WorkFolderException">The system's temporary directory cannot be written.</exception>
    public WorkFolder(ILogger<WorkFolder> logger)
    {
        _logger = logger;
        try
        {
            (Path, _lock) = Create();
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(System.IO.Path.GetTempPath(), exception);
        }
    }

    /// <summary>Absolute path of the directory, mode 700.</summary>
    public string Path { get; }

    /// <summary>The file in a worker's directory that the worker holds open for itself alone.</summary>
    internal static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    /// <summary>Deletes a directory, its lock last: one that could not be emptied is found again by the next worker.</summary>
    internal static void Delete(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.FullName != LockOf(folder)))
        {
            if (entry is DirectoryInfo { LinkTarget: null }) FolderRemoval.Remove(entry.FullName);
            else entry.Delete();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lets other users pass through to what is theirs below it; they list nothing, and what is not theirs stays closed.</summary>
    public void LetPass() => PrivateFolder.LetPass(Path);

    /// <summary>Writes 1 MiB and removes it again: where that finds no room, a document and what its engine makes of it do not.</summary>
    /// <exception cref="WorkFolderException">It would not.</exception>
    public void Probe()
    {
        try
        {
            using var probe = new FileStream(System.IO.Path.Combine(Path, $"probe-{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose,
            });
            probe.Write(new byte[1024 * 1024]);
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(Path, exception);
        }
    }

    /// <summary>Whether <see cref="Probe"/> finds room.</summary>
    public bool HasRoom()
    {
        try
        {
            Probe();
            return true;
        }
        catch (WorkFolderException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        try
        {
            Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(exception, Path);
        }

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

    [LoggerMessage(4216, LogLevel.Warning, "{Folder} could not be removed; remove it by hand, it may hold documents")]
    private partial void NotRemoved(Exception exception, string folder);
}
