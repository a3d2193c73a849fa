using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// Stores an engine's pages: 16 at a time, or what there is 250 ms after the first. While it writes 16 it asks for no more: the
/// engine waits on its pipe, and no more than 16 unwritten pages are ever in memory.
/// </summary>
internal sealed class PageWriter(
    IParseStore store, ParseAttempt attempt, RunningAttempt running, DatabaseRetry database, AttemptMetrics metrics, CancelMetrics cancels,
    TimeProvider time)
{
    internal const int BatchSize = 16;

    internal static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(250);

    private readonly List<ParsedPage> _unwritten = new(BatchSize);
    private long _firstUnwrittenAt;
    private int _received = attempt.PagesDone;
    private int? _pageCount;

    /// <summary>True when the pages are those of an earlier parse, and no engine ran.</summary>
    public bool AreCopied { get; private set; }

    /// <summary>Takes the pages of an earlier parse that are those of this one.</summary>
    /// <returns>The ending that the engine would send; null where it has to run.</returns>
    public async Task<EngineMessage?> CopyAsync()
    {
        var copied = await database.RunAsync(attempt.Key, () => running.IsWanted, token => store.CopyPagesAsync(attempt.Key, token));
        if (copied is not { } pages) return null;
        AreCopied = true;
        metrics.Copied(pages);
        return new EngineMessage.Finished(pages);
    }

    /// <summary>Stores every page up to the engine's ending.</summary>
    /// <param name="messages">The engine's messages.</param>
    /// <param name="stop">Stops that engine; fired when its pages cannot be stored.</param>
    /// <returns>The ending.</returns>
    /// <exception cref="FenceLostException">The attempt is no longer in progress.</exception>
    /// <exception cref="EngineCrashedException">The engine's messages make no document.</exception>
    public async Task<EngineMessage> WriteAsync(IAsyncEnumerable<EngineMessage> messages, CancellationTokenSource stop)
    {
        await using var stream = messages.GetAsyncEnumerator(CancellationToken.None);
        while (await MoveNextAsync(stream, stop))
        {
            switch (stream.Current)
            {
                case EngineMessage.Opened opened:
                    _pageCount = opened.PageCount;
                    break;
                case EngineMessage.PageText page:
                    await AddAsync(page);
                    break;
                case var ending:
                    await FinishAsync(ending);
                    return ending;
            }
        }

        throw new EngineCrashedException("The engine ended without saying how.");
    }

    /// <summary>Stores what waits. After an attempt that did not finish: the next one need not do it again.</summary>
    public async Task FlushAsync()
    {
        if (_unwritten.Count == 0) return;

        // A copy: a write that hangs is abandoned, and may still be reading.
        ParsedPage[] batch = [.. _unwritten];
        var stored = await database.RunAsync(
            attempt.Key,
            () => running.IsWanted,
            token => store.WritePagesAsync(attempt.Key, batch, _pageCount, token));
        if (!stored) throw new FenceLostException();

        metrics.Stored(batch);
        _unwritten.Clear();
    }

    /// <summary>Waits for the next message, and stores what waits when that takes too long.</summary>
    private async Task<bool> MoveNextAsync(IAsyncEnumerator<EngineMessage> stream, CancellationTokenSource stop)
    {
        var next = stream.MoveNextAsync().AsTask();
        try
        {
            if (_unwritten.Count > 0 && !await IsInTimeAsync(next)) await FlushAsync();
        }
        catch (Exception)
        {
            // A stream cannot be left while it is being asked. Its own failure would only follow from the stop.
            await stop.CancelAsync();
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        return await next;
    }

    private async Task<bool> IsInTimeAsync(Task next)
    {
        var left = FlushAfter - time.GetElapsedTime(_firstUnwrittenAt);
        if (next.IsCompleted || left <= TimeSpan.Zero) return next.IsCompleted;

        using var answered = new CancellationTokenSource();
        await Task.WhenAny(next, Task.Delay(left, time, answered.Token));
        await answered.CancelAsync();
        return next.IsCompleted;
    }

    private async Task AddAsync(EngineMessage.PageText page)
    {
        if (page.Number != _received + 1)
            throw new EngineCrashedException($"The engine sent page {page.Number} after page {_received}.");

        _received = page.Number;
        if (running.Reason == CancelReason.UserRequest) cancels.WastedPage();
        if (_unwritten.Count == 0) _firstUnwrittenAt = time.GetTimestamp();

        _unwritten.Add(new ParsedPage(page.Number, page.Text)
        {
            FailureCode = page.Failure?.Code,
            InputTokens = page.InputTokens,
            OutputTokens = page.OutputTokens,
        });
        if (_unwritten.Count == BatchSize || time.GetElapsedTime(_firstUnwrittenAt) >= FlushAfter) await FlushAsync();
    }

    private async Task FinishAsync(EngineMessage ending)
    {
        if (ending is EngineMessage.Stopped) return;
        if (ending is EngineMessage.Finished finished && finished.PageCount != _received)
            throw new EngineCrashedException($"The engine finished {finished.PageCount} pages after sending {_received}.");

        await FlushAsync();
    }
}
