using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Subscriptions;

public sealed class EndSubscriptionTests : IAsyncLifetime
{
    private SubscriptionsHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await SubscriptionsHarness.StartAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Subscribe_FiftyRequests_CostOneQueryATick()
    {
        var waits = Enumerable.Range(0, 50).Select(_ => _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId())).ToList();
        for (var tick = 1; tick <= 10; tick++) await _harness.TickAsync();

        waits.ForEach(wait => wait.Dispose());
        Assert.Equal(10, _harness.Asked);
    }

    [Fact]
    public async Task Subscribe_Nobody_SendsNoQuery()
    {
        using (var wait = _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId())) await _harness.TickAsync();

        _harness.Time.Advance(TimeSpan.FromHours(1));
        _harness.Notify(SubscriptionsHarness.NewId().ToString());
        _harness.Notify("");

        // A later wait's query proves that none came before it.
        using var later = _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId());
        await _harness.TickAsync();
        Assert.Equal(2, _harness.Asked);
    }

    [Fact]
    public async Task Subscribe_Notified_QueriesAtOnceForEveryRequestOfThatParse()
    {
        var id = SubscriptionsHarness.NewId();
        using var first = _harness.Subscriptions.SubscribeToEnd(id);
        using var second = _harness.Subscriptions.SubscribeToEnd(id);
        using var other = _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId());
        _harness.Ends(id);

        _harness.Notify(id.ToString());

        Assert.Equal(WaitOutcome.Ended, await first.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
        Assert.Equal(WaitOutcome.Ended, await second.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
        Assert.Equal(1, _harness.Asked);
    }

    [Fact]
    public async Task Subscribe_NotificationThatIsNotTrue_IsNotBelieved()
    {
        var id = SubscriptionsHarness.NewId();
        using var wait = _harness.Subscriptions.SubscribeToEnd(id);

        _harness.Notify(id.ToString());
        await Eventually.IsTrueAsync(() => _harness.Asked == 1);
        var waiting = wait.UntilEndedAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(WaitOutcome.TimedOut, await waiting);
    }

    [Fact]
    public async Task Subscribe_FailingQuery_IsNoEnding()
    {
        var id = SubscriptionsHarness.NewId();
        using var wait = _harness.Subscriptions.SubscribeToEnd(id);
        _harness.Ends(id);
        _harness.Failures = 2;

        for (var tick = 1; tick <= 3; tick++) await _harness.TickAsync();

        Assert.Equal(WaitOutcome.Ended, await wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
    }

    [Fact]
    public async Task Subscribe_QueryThatIsNeverAnswered_IsAskedAgain()
    {
        var id = SubscriptionsHarness.NewId();
        using var wait = _harness.Subscriptions.SubscribeToEnd(id);
        _harness.Ends(id);
        _harness.Hanging = 1;
        await _harness.TickAsync();

        var waiting = wait.UntilEndedAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        await Eventually.IsTrueAsync(() =>
        {
            _harness.Time.Advance(SubscriptionsHarness.Poll);
            return waiting.IsCompleted;
        });

        Assert.Equal(WaitOutcome.Ended, await waiting);
    }

    [Fact]
    public async Task Deliver_ProgressOfARunningParse_IsNoEnd()
    {
        var id = SubscriptionsHarness.NewId();
        using var wait = _harness.Subscriptions.SubscribeToEnd(id);

        wait.Deliver(new ParseUpdate { Id = id, Status = ParseStatus.InProgress, PagesDone = 3 });
        var waiting = wait.UntilEndedAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(WaitOutcome.TimedOut, await waiting);
    }

    [Fact]
    public async Task Wait_ProcessStops_SaysSo()
    {
        using var wait = _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId());
        var waiting = wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);

        await _harness.StopAsync();

        Assert.Equal(WaitOutcome.Stopping, await waiting);
    }

    [Fact]
    public async Task Wait_ClientLeft_Throws()
    {
        using var client = new CancellationTokenSource();
        using var wait = _harness.Subscriptions.SubscribeToEnd(SubscriptionsHarness.NewId());
        var waiting = wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
