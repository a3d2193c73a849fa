using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Files;

/// <summary>
/// Removes, when the worker starts, the directories of workers that were killed: they may hold documents. Nobody holds their lock, which
/// died with its process; a worker that lives holds its own.
/// </summary>
internal sealed partial class LeftOverFolders(ILogger<LeftOverFolders> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), WorkFolder.Prefix + "*"))
            if (FileFacts.IsOwn(folder)) RemoveUnlessInUse(folder); // others make directories of that name there, too
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void RemoveUnlessInUse(string folder)
    {
        try
        {
            using var taken = new FileStream(WorkFolder.LockOf(folder), FileMode.Open, FileAccess.Write, FileShare.None);
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
            WorkFolder.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(exception, folder);
        }
    }

    [LoggerMessage(4214, LogLevel.Information, "{Folder} was left over by a worker that is gone; removing it")]
    private partial void LeftOver(string folder);

    [LoggerMessage(4215, LogLevel.Debug, "{Folder} is in use, or none of ours")]
    private partial void InUse(Exception exception, string folder);

    [LoggerMessage(4217, LogLevel.Warning, "{Folder} could not be removed; remove it by hand, it may hold documents")]
    private partial void NotRemoved(Exception exception, string folder);
}
