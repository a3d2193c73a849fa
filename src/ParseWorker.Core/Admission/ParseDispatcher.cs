using Microsoft.Extensions.Logging;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Core.Admission;

/// <summary>Admits waiting parses and enqueues a job for each that became <c>queued</c>.</summary>
public sealed partial class ParseDispatcher(
    IParseStore store, IParseQueue queue, AdmissionMetrics metrics, ILogger<ParseDispatcher> logger)
{
    /// <summary>Admits what has room and enqueues it; a failure is logged and left to the sweeper.</summary>
    /// <param name="environment">The environment, or null for all.</param>
    /// <param name="token">Stops the admission; what was admitted is still enqueued.</param>
    public async Task AdmitAsync(string? environment, CancellationToken token)
    {
        var begun = metrics.Begin();
        try
        {
            var admitted = await store.AdmitAsync(environment, token);
            metrics.Admitted(begun, admitted.Count);
            await EnqueueAsync(admitted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            metrics.Failed(begun);
            AdmissionFailed(exception, environment);
        }
    }

    /// <summary>Enqueues a new job for each; one that fails is logged and left to the sweeper.</summary>
    public async Task EnqueueAsync(IEnumerable<QueuedParse> parses)
    {
        foreach (var parse in parses)
        {
            try
            {
                // Hangfire's client is synchronous: its round trips must not hold a request's thread.
                var jobId = await Task.Run(() => Enqueue(parse));
                await store.RecordJobAsync(parse, jobId, CancellationToken.None);
            }
            catch (Exception exception)
            {
                metrics.EnqueueFailed();
                EnqueueFailed(exception, parse.Id);
            }
        }
    }

    /// <summary>
    /// Tried twice at once: after an outage the first try meets a pooled connection that died with its server and takes the others of its
    /// age with it. Should both have come through, the job too many claims in vain.
    /// </summary>
    private string Enqueue(QueuedParse parse)
    {
        try
        {
            return queue.Enqueue(parse);
        }
        catch (Exception exception)
        {
            EnqueueRepeated(exception, parse.Id);
            return queue.Enqueue(parse);
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "Admission failed for environment {Environment}; the sweeper tries again")]
    private partial void AdmissionFailed(Exception exception, string? environment);

    [LoggerMessage(1002, LogLevel.Warning, "Enqueueing {ParseId} failed; the sweeper tries again")]
    private partial void EnqueueFailed(Exception exception, ParseId parseId);

    [LoggerMessage(1003, LogLevel.Debug, "Enqueueing {ParseId} failed; it is tried once more")]
    private partial void EnqueueRepeated(Exception exception, ParseId parseId);
}
