using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Subscriptions;

/// <summary>
/// Delivers updates of parses to the requests that wait for them: one query per tick for all subscriptions, none while there are
/// none. A notification only brings the next query forward; what it says is never trusted.
/// </summary>
internal sealed partial class ParseSubscriptions : BackgroundService
{
    /// <summary>A query takes milliseconds; a dead connection must not hold up every subscription for the driver's half minute.</summary>
    private static readonly TimeSpan QueryLimit = TimeSpan.FromSeconds(2);

    private readonly IParseQueries _queries;
    private readonly INotificationListener _notifications;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<ParseSubscriptions> _logger;
    private readonly TimeSpan _poll;
    private readonly ITimer _tick;
    private readonly SubscriptionTable _subscriptions = new();
    private readonly Lock _ticking = new();

    // Room for one: a query serves everything that was requested before it.
    private readonly Channel<bool> _wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool _failing;

    public ParseSubscriptions(
        IParseQueries queries, INotificationListener notifications, IOptions<WaitOptions> options, TimeProvider time,
        IHostApplicationLifetime lifetime, ILogger<ParseSubscriptions> logger)
    {
        _queries = queries;
        _notifications = notifications;
        _time = time;
        _lifetime = lifetime;
        _logger = logger;
        _poll = options.Value.EndPoll;
        _tick = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Subscribes to the end of a parse, until the subscription is disposed. Subscribe before the statement whose effect is waited for:
    /// then no notification is missed.
    /// </summary>
    public EndSubscription SubscribeToEnd(ParseId id)
    {
        var subscription = new EndSubscription(id, this, _time, _lifetime.ApplicationStopping);
        Add(subscription);
        return subscription;
    }

    /// <summary>Subscribes to the events of a parse, until the subscription is disposed; earlier events are read at once.</summary>
    /// <param name="id">The parse.</param>
    /// <param name="after">The number of the last event that is known; 0 for none.</param>
    public EventSubscription SubscribeToEvents(ParseId id, int after)
    {
        var subscription = new EventSubscription(id, after, this, _time, _lifetime.ApplicationStopping);
        Add(subscription);
        Wake();
        return subscription;
    }

    /// <summary>Ends a subscription; ending it again does nothing.</summary>
    public void Remove(Subscription subscription)
    {
        lock (_ticking)
        {
            if (_subscriptions.Remove(subscription)) _tick.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _tick.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), ReadAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken token)
    {
        try
        {
            await _notifications.ListenAsync(NotificationChannel.ParseEnded, Heard, token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            // Notifications are hints: without them every update comes a poll later.
            ListeningFailed(exception);
        }
    }

    private void Heard(string payload)
    {
        // A payload that is not an id means that notifications may have been missed.
        if (!ParseId.TryParse(payload, out var id) || _subscriptions.Contains(id)) Wake();
    }

    private void Wake() => _wakes.Writer.TryWrite(true);

    private async Task ReadAsync(CancellationToken token)
    {
        await foreach (var _ in _wakes.Reader.ReadAllAsync(token))
        {
            var requests = _subscriptions.Requests();
            if (requests.Length > 0) await ReadAsync(requests, token);
        }
    }

    private async Task ReadAsync(UpdateRequest[] requests, CancellationToken token)
    {
        try
        {
            var updates = await LimitedQuery.AskAsync(limited => _queries.ReadUpdatesAsync(requests, limited), QueryLimit, _time, token);
            foreach (var update in updates) Deliver(update);
            _failing = false;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            // A failed query says nothing about a parse: every subscription goes on waiting.
            if (!_failing) QueryFailed(exception, requests.Length);
            _failing = true;
        }
    }

    private void Deliver(ParseUpdate update)
    {
        foreach (var subscription in _subscriptions.Of(update.Id)) subscription.Deliver(update);
    }

    private void Add(Subscription subscription)
    {
        lock (_ticking)
        {
            if (_subscriptions.Add(subscription)) _tick.Change(_poll, _poll);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "Reading updates of {Count} parses failed; read again at the next tick")]
    private partial void QueryFailed(Exception exception, int count);

    [LoggerMessage(6102, LogLevel.Error, "Listening for endings failed; polling alone from now on")]
    private partial void ListeningFailed(Exception exception);
}
