using Microsoft.Extensions.Logging;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Jobs;

/// <summary>A directory of one attempt's own: the document lies there while its engine runs.</summary>
internal sealed partial class AttemptFolder : IDisposable
{
    private readonly ILogger _logger;

    private AttemptFolder(string path, ILogger logger) => (Path, _logger) = (path, logger);

    /// <summary>Absolute path of the directory.</summary>
    public string Path { get; }

    /// <summary>Where the document goes. Never named after the client's file: that name is hostile.</summary>
    public string DocumentPath => System.IO.Path.Combine(Path, "document");

    public static AttemptFolder Create(WorkFolder work, ILogger logger) =>
        new(Directory.CreateDirectory(System.IO.Path.Combine(work.Path, Guid.NewGuid().ToString("N"))).FullName, logger);

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
