using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Parses;
using ParseWorker.Queueing;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// Where Hangfire comes in. It always returns normally: whatever went wrong is an outcome of the attempt, the end of its lease,
/// or the sweeper's to find; a retry of Hangfire's would only be one more duplicate job.
/// </summary>
internal sealed partial class ParseJob(
    ParseExecutor executor, Drain drain, MachineCheck machine, OperatorPause pause, IHostApplicationLifetime lifetime,
    ILogger<ParseJob> logger) : IParseJob
{
    public async Task RunAsync(string parseId)
    {
        if (!ParseId.TryParse(parseId, out var id))
        {
            NoParseId();
            return;
        }

        try
        {
            // The sweeper enqueues it again, for another worker.
            if (await MayClaimAsync()) await executor.RunAsync(id);
            else NotClaimed(id);
        }
        catch (Exception exception)
        {
            Faulted(exception, id);
        }
    }

    /// <summary>The machine first, which may take a while to tell.</summary>
    private async Task<bool> MayClaimAsync()
    {
        try
        {
            return await machine.MayClaimAsync(lifetime.ApplicationStopping) && !drain.Begun && !pause.IsOn;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(4209, LogLevel.Error, "A job's argument is no parse id; the job is dropped")]
    private partial void NoParseId();

    [LoggerMessage(4210, LogLevel.Information, "{ParseId} is left to another worker: this one claims nothing now")]
    private partial void NotClaimed(ParseId parseId);

    [LoggerMessage(4211, LogLevel.Error, "The job of {ParseId} failed; its lease or the sweeper brings the parse back")]
    private partial void Faulted(Exception exception, ParseId parseId);
}
