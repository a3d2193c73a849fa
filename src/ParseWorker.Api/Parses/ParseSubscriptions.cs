using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Events;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Tells requests that wait when their parse has ended or is gone, and those that follow one what happens to it: one query per tick
/// for all of them, none when there is nobody. A notification brings the next query forward; it is never believed by itself.
/// </summary>
internal sealed partial class EndWatch : BackgroundService
{
    /// <summary>An answer takes milliseconds; one connection that went dead must not make everybody wait for the driver's half minute.</summary>
    private static readonly TimeSpan QueryLimit = TimeSpan.FromSeconds(2);

    private readonly IParseQueries _queries;
    private readonly ISignalListener _signals;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<EndWatch> _logger;
    private readonly TimeSpan _poll;
    private readonly ITimer _tick;
    private readonly Watchers _watchers = new();
    private readonly Lock _ticking = new();

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
    /// Watches for a parse's ending until the wait is disposed. Begin before the statement whose effect is waited for: no notification
    /// is missed then.
    /// </summary>
    public EndWait Watch(ParseId id)
    {
        var wait = new EndWait(id, _time, _lifetime.ApplicationStopping);
        Add(wait);
        return wait;
    }

    /// <summary>Follows a parse until the follower is disposed; what it has missed comes with the next query, at once.</summary>
    /// <param name="id">The parse.</param>
    /// <param name="after">The number of the last event it knows; 0 for none.</param>
    public Follower Follow(ParseId id, int after)
    {
        var follower = new Follower(id, after, _time, _lifetime.ApplicationStopping);
        Add(follower);
        Wake();
        return follower;
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
        if (!ParseId.TryParse(payload, out var id) || _watchers.Contains(id)) Wake();
    }

    private void Wake() => _wakes.Writer.TryWrite(true);

    private async Task AskAsync(CancellationToken token)
    {
        await foreach (var _ in _wakes.Reader.ReadAllAsync(token))
        {
            var wishes = _watchers.Wishes();
            if (wishes.Length > 0) await AskAsync(wishes, token);
        }
    }

    private async Task AskAsync(NewsWish[] wishes, CancellationToken token)
    {
        try
        {
            var answer = await LimitedQuery.AskAsync(limited => _queries.ReadNewsAsync(wishes, limited), QueryLimit, _time, token);
            foreach (var news in answer) Tell(news);
            _failing = false;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            // Unknown is not ended: whoever waits goes on waiting.
            if (!_failing) QueryFailed(exception, wishes.Length);
            _failing = true;
        }
    }

    private void Tell(ParseNews news)
    {
        foreach (var watcher in _watchers.Of(news.Id)) watcher.Tell(news);
    }

    private void Add(Watcher watcher)
    {
        watcher.Leave = Remove;
        lock (_ticking)
        {
            if (_watchers.Add(watcher)) _tick.Change(_poll, _poll);
        }
    }

    private void Remove(Watcher watcher)
    {
        lock (_ticking)
        {
            if (_watchers.Remove(watcher)) _tick.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "Asking for news of {Count} parses failed; asked again at the next tick")]
    private partial void QueryFailed(Exception exception, int count);

    [LoggerMessage(6102, LogLevel.Error, "Listening for endings failed; polling alone from now on")]
    private partial void ListeningFailed(Exception exception);
}
