using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Tells requests that wait when their parse has ended or is gone: one query per tick for all of them, none when nobody waits.
/// A notification brings the next query forward; it is never believed by itself.
/// </summary>
internal sealed partial class EndWatch : BackgroundService
{
    private readonly IParseQueries _queries;
    private readonly ISignalListener _signals;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<EndWatch> _logger;
    private readonly TimeSpan _poll;
    private readonly ITimer _tick;
    private readonly Dictionary<ParseId, HashSet<EndWait>> _waits = [];
    private readonly Lock _gate = new();

    // Room for one: a query answers everything that was asked before it.
    private readonly Channel<bool> _wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool _failing;

    public EndWatch(
        IParseQueries queries, ISignalListener signals, IOptions<WaitOptions> options, TimeProvider time,
        IHostApplicationLifetime lifetime, ILogger<EndWatch> logger)
    {
        _queries = queries;
        _signals = signals;
        _time = time;
        _lifetime = lifetime;
        _logger = logger;
        _poll = options.Value.EndPoll;
        _tick = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Watches a parse until the wait is disposed. Begin before the statement whose effect is waited for: no notification is missed then.
    /// </summary>
    public EndWait Watch(ParseId id)
    {
        var wait = new EndWait(id, Leave, _time, _lifetime.ApplicationStopping);
        lock (_gate)
        {
            if (_waits.Count == 0) _tick.Change(_poll, _poll);
            if (!_waits.TryGetValue(id, out var waits)) _waits[id] = waits = [];
            waits.Add(wait);
        }

        return wait;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _tick.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), AskAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken token)
    {
        try
        {
            await _signals.ListenAsync(SignalChannel.ParseEnded, Heard, token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            // Notifications are hints: without them everybody is told a poll later.
            ListeningFailed(exception);
        }
    }

    private void Heard(string payload)
    {
        // A payload that is no id says "you may have missed some".
        if (!ParseId.TryParse(payload, out var id) || IsWatched(id)) Wake();
    }

    private bool IsWatched(ParseId id)
    {
        lock (_gate) return _waits.ContainsKey(id);
    }

    private void Wake() => _wakes.Writer.TryWrite(true);

    private async Task AskAsync(CancellationToken token)
    {
        await foreach (var _ in _wakes.Reader.ReadAllAsync(token))
        {
            var ids = Watched();
            if (ids.Length > 0) await AskAsync(ids, token);
        }
    }

    private async Task AskAsync(ParseId[] ids, CancellationToken token)
    {
        try
        {
            foreach (var id in await _queries.FindEndedAsync(ids, token)) Tell(id);
            _failing = false;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            // Unknown is not ended: whoever waits goes on waiting.
            if (!_failing) QueryFailed(exception, ids.Length);
            _failing = true;
        }
    }

    private ParseId[] Watched()
    {
        lock (_gate) return [.. _waits.Keys];
    }

    private void Tell(ParseId id)
    {
        EndWait[] waits;
        lock (_gate) waits = _waits.TryGetValue(id, out var waiting) ? [.. waiting] : [];
        foreach (var wait in waits) wait.End();
    }

    private void Leave(EndWait wait)
    {
        lock (_gate)
        {
            if (!_waits.TryGetValue(wait.Id, out var waits) || !waits.Remove(wait)) return;
            if (waits.Count == 0) _waits.Remove(wait.Id);
            if (_waits.Count == 0) _tick.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "Asking which of {Count} parses have ended failed; asked again at the next tick")]
    private partial void QueryFailed(Exception exception, int count);

    [LoggerMessage(6102, LogLevel.Error, "Listening for endings failed; polling alone from now on")]
    private partial void ListeningFailed(Exception exception);
}
