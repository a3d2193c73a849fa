using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>An <see cref="EndWatch"/> whose clock, database and notifications belong to the test.</summary>
internal sealed class EndWatchHarness : IAsyncDisposable
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly IParseQueries _queries = Substitute.For<IParseQueries>();
    private readonly SpokenSignals _signals = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<ParseId, ParseNews> _news = [];
    private int _asked;

    private EndWatchHarness()
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Returns(_stopping.Token);
        _queries.ReadNewsAsync(default!, CancellationToken.None).ReturnsForAnyArgs(call => Answer(call.Arg<IReadOnlyCollection<NewsWish>>()));
        var options = Options.Create(new WaitOptions { EndPoll = Poll });
        Watch = new EndWatch(_queries, _signals, options, Time, lifetime, NullLogger<EndWatch>.Instance);
    }

    public EndWatch Watch { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Queries so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What the last query asked for.</summary>
    public IReadOnlyList<NewsWish> Wishes { get; private set; } = [];

    /// <summary>How many of the next queries fail.</summary>
    public int Failures { get; set; }

    /// <summary>How many of the next queries are never answered.</summary>
    public int Hanging { get; set; }

    public static async Task<EndWatchHarness> StartAsync()
    {
        var harness = new EndWatchHarness();
        await harness.Watch.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => harness._signals.Heard is not null);
        return harness;
    }

    public static ParseId NewId() => ParseId.New(TimeProvider.System.GetUtcNow());

    /// <summary>What queries answer from now on for this parse.</summary>
    public void Happens(ParseNews news)
    {
        lock (_news) _news[news.Id] = news;
    }

    public void Ends(ParseId id) => Happens(new ParseNews { Id = id, Status = ParseStatus.Cancelled });

    public void Notify(string payload) => _signals.Heard!(payload);

    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>Lets one poll's time pass and waits for its query.</summary>
    public async Task TickAsync()
    {
        var expected = Asked + 1;
        Time.Advance(Poll);
        await Eventually.IsTrueAsync(() => Asked == expected);
    }

    public async ValueTask DisposeAsync()
    {
        await Watch.StopAsync(CancellationToken.None);
        Watch.Dispose();
        _stopping.Dispose();
    }

    private Task<IReadOnlyList<ParseNews>> Answer(IReadOnlyCollection<NewsWish> wishes)
    {
        Wishes = [.. wishes];
        Interlocked.Increment(ref _asked);
        if (Hanging-- > 0) return new TaskCompletionSource<IReadOnlyList<ParseNews>>().Task;
        if (Failures-- > 0) throw new InvalidOperationException("down");
        lock (_news) return Task.FromResult<IReadOnlyList<ParseNews>>([.. wishes.Select(wish => _news.GetValueOrDefault(wish.Id)).OfType<ParseNews>()]);
    }

    /// <summary>A channel that the test speaks on.</summary>
    private sealed class SpokenSignals : ISignalListener
    {
        public Action<string>? Heard { get; private set; }

        public Task ListenAsync(SignalChannel channel, Action<string> heard, CancellationToken token)
        {
            Heard = heard;
            return new TaskCompletionSource().Task.WaitAsync(token);
        }
    }
}
