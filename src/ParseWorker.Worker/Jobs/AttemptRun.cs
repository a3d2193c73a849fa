using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Telemetry;
using Polly.Timeout;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// The work of an attempt: it fetches the document, runs an engine over it and stores its pages. Whatever happens ends in an outcome.
/// </summary>
internal sealed partial class AttemptRun(
    IParseStore store,
    DocumentFetch documents,
    IObjectStore bucket,
    IEngineRunner engines,
    CancelAcknowledgement acknowledgement,
    DatabaseRetry database,
    WorkFolder work,
    ModelCatalog models,
    AttemptMetrics metrics,
    CancelMetrics cancels,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<AttemptRun> logger)
{
    public async Task<ParseOutcome> RunAsync(ParseAttempt attempt, RunningAttempt running)
    {
        using var ended = new CancellationTokenSource();
        var acknowledged = acknowledgement.RunAsync(running, attempt.Key, ended.Token);

        var pages = new PageWriter(store, attempt, running, database, metrics, cancels, time);
        var (ending, failure) = await TryParseAsync(attempt, running, pages);
        if ((ending is null or EngineMessage.Stopped) && failure is not FenceLostException)
            await TrySavePagesAsync(attempt.Key, running, pages);

        var reason = running.Decide();
        if (reason == CancelReason.UserRequest) cancels.Stopped(running.RequestAge, running.SinceStop);
        await ended.CancelAsync();
        await acknowledged;
        return ParseOutcomes.Decide(failure, reason, ending, pages.AreCopied ? 0 : RateOf(attempt));
    }

    /// <summary>The API accepts known models only, so an unknown one comes from an API with other models; its engine refuses it.</summary>
    private decimal RateOf(ParseAttempt attempt) =>
        models.TryFindProfile(attempt.Settings.Model, out var profile) ? profile.CreditsPerPage : 0;

    private async Task<(EngineMessage? Ending, Exception? Failure)> TryParseAsync(
        ParseAttempt attempt, RunningAttempt running, PageWriter pages)
    {
        try
        {
            var ending = await ParseAsync(attempt, running, pages);

            // An engine that found no room for its own files knows only that it failed.
            if (ending is EngineMessage.Refused refused && ParseErrorTable.Of(refused.Error.Code).IsRetried) work.Probe();
            return (ending, null);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or TimeoutRejectedException or EngineNotStartedException
            && running.Reason != CancelReason.None)
        {
            return (null, exception);
        }
        catch (ObjectStoreException exception) when (attempt.SourceUrl is null && running.Reason == CancelReason.None)
        {
            Failed(exception, attempt.Key.Id, attempt.Key.Attempt, running.Reason);
            return (null, await IsAwayAsync(running) ? exception : exception.InnerException ?? new InvalidDataException(exception.Message));
        }
        catch (WorkFolderException exception) when (work.HasRoom())
        {
            // With the document gone there is room again: it is too large for this disk, or met a moment without any. That spends an
            // attempt, or one document could go round for ever, and stop the worker each time.
            Failed(exception, attempt.Key.Id, attempt.Key.Attempt, running.Reason);
            return (null, exception.InnerException);
        }
        catch (Exception exception)
        {
            Failed(exception, attempt.Key.Id, attempt.Key.Attempt, running.Reason);
            return (null, exception);
        }
    }

    /// <summary>
    /// Whether it is the bucket that can't be reached, and not one document in it that can't be read: that one spends its attempts, or it
    /// would go round for ever and stop the worker each time.
    /// </summary>
    private async Task<bool> IsAwayAsync(RunningAttempt running)
    {
        try
        {
            await bucket.ProbeAsync(running.Token);
            return false;
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<EngineMessage> ParseAsync(ParseAttempt attempt, RunningAttempt running, PageWriter pages)
    {
        using var folder = AttemptFolder.Create(work, logger);
        var isStored = attempt.SourceUrl is null;
        if (isStored && await CopyAsync(pages) is { } known) return known;
        await FetchAsync(attempt, running, folder);
        if (!isStored && await CopyAsync(pages) is { } fetched) return fetched;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(running.Token);
        stop.Token.ThrowIfCancellationRequested();
        using var span = AttemptTraces.Begin(AttemptTraces.Engine);
        return await pages.WriteAsync(engines.RunAsync(RequestFor(attempt, folder), running, stop.Token), stop);
    }

    private Task<EngineMessage?> CopyAsync(PageWriter pages) =>
        options.Value.OutputCache ? pages.CopyAsync() : Task.FromResult<EngineMessage?>(null);

    private async Task FetchAsync(ParseAttempt attempt, RunningAttempt running, AttemptFolder folder)
    {
        using var span = AttemptTraces.Begin(AttemptTraces.Fetch);
        try
        {
            await documents.FetchAsync(attempt, running, folder);
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(work.Path, exception);
        }
    }

    private static EngineRequest RequestFor(ParseAttempt attempt, AttemptFolder folder) => new()
    {
        DocumentPath = folder.DocumentPath,
        FileName = attempt.File.Name,
        Settings = attempt.Settings,
        FirstPage = attempt.PagesDone + 1,
    };

    /// <summary>Pages that the next attempt need not do again. Not worth it for a parse that is over, nor without the lease.</summary>
    private async Task TrySavePagesAsync(AttemptKey key, RunningAttempt running, PageWriter pages)
    {
        if (running.Reason is not (CancelReason.None or CancelReason.Shutdown)) return;
        try
        {
            await pages.FlushAsync();
        }
        catch (Exception exception)
        {
            PagesNotSaved(exception, key.Id, key.Attempt);
        }
    }

    [LoggerMessage(4207, LogLevel.Warning, "{ParseId}, attempt {Attempt}, did not finish; reason {Reason}")]
    private partial void Failed(Exception exception, ParseId parseId, int attempt, CancelReason reason);

    [LoggerMessage(4208, LogLevel.Warning,
        "The last pages of {ParseId}, attempt {Attempt}, could not be stored; the next attempt does them again")]
    private partial void PagesNotSaved(Exception exception, ParseId parseId, int attempt);
}
