using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Subscriptions;

/// <summary><see cref="ParseSubscriptions"/> whose clock, database and notifications belong to the test.</summary>
internal sealed class SubscriptionsHarness : IAsyncDisposable
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly IParseQueries _queries = Substitute.For<IParseQueries>();
    private readonly SpokenNotifications _notifications = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<ParseId, ParseUpdate> _updates = [];
    private int _asked;

    private SubscriptionsHarness()
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Returns(_stopping.Token);
        _queries.ReadUpdatesAsync(default!,
            CancellationToken.None).ReturnsForAnyArgs(call => Answer(call.Arg<IReadOnlyCollection<UpdateRequest>>()));
        var options = Options.Create(new WaitOptions { EndPoll = Poll });
        Subscriptions = new ParseSubscriptions(_queries, _notifications, options, Time, lifetime, NullLogger<ParseSubscriptions>.Instance);
    }

    public ParseSubscriptions Subscriptions { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Queries so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What the last query asked for.</summary>
    public IReadOnlyList<UpdateRequest> Requests { get; private set; } = [];

    /// <summary>How many of the next queries fail.</summary>
    public int Failures { get; set; }

    /// <summary>How many of the next queries are never answered.</summary>
    public int Hanging { get; set; }

    public static async Task<SubscriptionsHarness> StartAsync()
    {
        var harness = new SubscriptionsHarness();
        await harness.Subscriptions.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => harness._notifications.Heard is not null);
        return harness;
    }

    public static ParseId NewId() => ParseId.New(TimeProvider.System.GetUtcNow());

    /// <summary>What queries answer from now on for this parse.</summary>
    public void Happens(ParseUpdate update)
    {
        lock (_updates) _updates[update.Id] = update;
    }

    public void Ends(ParseId id) => Happens(new ParseUpdate { Id = id, Status = ParseStatus.Cancelled });

    public void Notify(string payload) => _notifications.Heard!(payload);

    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>Lets one poll's time pass and waits for its query.</summary>
    public async Task TickAsync()
    {
        var before = Asked;
        Time.Advance(Poll);
        await Eventually.IsTrueAsync(() => Asked > before);
    }

    public async ValueTask DisposeAsync()
    {
        await Subscriptions.StopAsync(CancellationToken.None);
        Subscriptions.Dispose();
        _stopping.Dispose();
    }

    private Task<IReadOnlyList<ParseUpdate>> Answer(IReadOnlyCollection<UpdateRequest> requests)
    {
        Requests = [.. requests];
        Interlocked.Increment(ref _asked);
        if (Hanging-- > 0) return new TaskCompletionSource<IReadOnlyList<ParseUpdate>>().Task;
        if (Failures-- > 0) throw new InvalidOperationException("down");
        lock (_updates) return Task.FromResult<IReadOnlyList<ParseUpdate>>(
            [.. requests.Select(request => _updates.GetValueOrDefault(request.Id)).OfType<ParseUpdate>()]);
    }

    /// <summary>A channel that the test speaks on.</summary>
    private sealed class SpokenNotifications : INotificationListener
    {
        public Action<string>? Heard { get; private set; }

        public Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token)
        {
            Heard = heard;
            return new TaskCompletionSource().Task.WaitAsync(token);
        }
    }
}
