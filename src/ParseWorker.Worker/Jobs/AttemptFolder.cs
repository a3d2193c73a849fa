using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Jobs;

/// <summary>A directory of one attempt's own, for nobody else to read: the document lies there while its engine runs.</summary>
internal sealed partial class AttemptFolder : IDisposable
{
    private readonly ILogger _logger;

    private AttemptFolder(string path, ILogger logger) => (Path, _logger) = (path, logger);

    /// <summary>Absolute path of the directory, mode 700.</summary>
    public string Path { get; }

    /// <summary>Where the document goes. Never named after the client's file: that name is hostile.</summary>
    public string DocumentPath => System.IO.Path.Combine(Path, "document");

    /// <summary>Makes one below <c>TMPDIR</c>.</summary>
    public static AttemptFolder Create(ILogger logger) => new(Directory.CreateTempSubdirectory("parseworker-").FullName, logger);

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
