using Hangfire;

namespace ParseWorker.Queueing;

/// <summary>
/// The job as it is serialised into Hangfire's tables: renaming anything here orphans jobs that are queued. It takes no Hangfire
/// token, and Hangfire never retries it: Requeue and Delete pressed in the dashboard must not touch a run that is healthy.
/// </summary>
public interface IParseJob
{
    /// <summary>Runs the next attempt of a parse, if there is anything to run.</summary>
    /// <param name="parseId">The parse; jobs are named by it in the dashboard.</param>
    [JobDisplayName("Parse {0}")]
    [AutomaticRetry(Attempts = 0)]
    Task RunAsync(string parseId);
}
