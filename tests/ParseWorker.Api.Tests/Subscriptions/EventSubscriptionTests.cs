using ParseWorker.Api.Bodies;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Subscriptions;

public sealed class EventSubscriptionTests : IAsyncLifetime
{
    private SubscriptionsHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await SubscriptionsHarness.StartAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Next_WhatTheClientHasMissed_ComesAtOnce()
    {
        var update = Running(1, 2, 3);
        _harness.Happens(update);

        using var subscription = _harness.Subscriptions.SubscribeToEvents(update.Id, 2);

        Assert.Equal([3], Numbers(await NextAsync(subscription)));
        Assert.Equal(new UpdateRequest(update.Id, 2, 0), Assert.Single(_harness.Requests));
    }

    [Fact]
    public async Task Next_FiftySubscriptions_CostOneQueryATickWithOneRequestAParse()
    {
        var one = Running(1);
        var other = Running(1);
        var subscriptions = Enumerable.Range(0, 50)
            .Select(n => _harness.Subscriptions.SubscribeToEvents(n % 2 == 0 ? one.Id : other.Id, n % 7)).ToList();
        using var wait = _harness.Subscriptions.SubscribeToEnd(one.Id);
        await Eventually.IsTrueAsync(() => _harness.Requests.Count == 2);
        var before = _harness.Asked;

        for (var tick = 1; tick <= 10; tick++) await _harness.TickAsync();

        subscriptions.ForEach(subscription => subscription.Dispose());
        Assert.InRange(_harness.Asked - before, 10, 11); // the last to subscribe may have woken one more
        Assert.Equal(2, _harness.Requests.Count);
        Assert.All(_harness.Requests, request => Assert.Equal(0, request.EventsAfter));
    }

    [Fact]
    public async Task Next_SubscriptionsAtDifferentEvents_EachGetWhatTheyMissed()
    {
        var update = Running(1, 2, 3, 4);
        using var first = _harness.Subscriptions.SubscribeToEvents(update.Id, 0);
        using var second = _harness.Subscriptions.SubscribeToEvents(update.Id, 3);
        _harness.Happens(update);

        await _harness.TickAsync();

        Assert.Equal([1, 2, 3, 4], Numbers(await NextAsync(first)));
        Assert.Equal([4], Numbers(await NextAsync(second)));
    }

    [Fact]
    public async Task Next_ClientThatReadsSlowly_IsAskedForAgainOnceItHasRead()
    {
        var update = Running(1);
        _harness.Happens(update);
        using var subscription = _harness.Subscriptions.SubscribeToEvents(update.Id, 0);
        using var wait = _harness.Subscriptions.SubscribeToEnd(update.Id);
        await Eventually.IsTrueAsync(() => subscription.NextRequest() is null);
        _harness.Happens(update = Running(update.Id, 1, 2, 3));
        await _harness.TickAsync();
        await Eventually.IsTrueAsync(() => _harness.Requests is [var request] && request == new UpdateRequest(update.Id));

        Assert.Equal([1], Numbers(await NextAsync(subscription)));
        await _harness.TickAsync();
        Assert.Equal([2, 3], Numbers(await NextAsync(subscription)));
    }

    [Fact]
    public async Task Next_Progress_ComesWithoutANumberAndBeforeTheEnding()
    {
        var update = Running(1, 2);
        _harness.Happens(update with { PagesDone = 3, PageCount = 9 });
        using var subscription = _harness.Subscriptions.SubscribeToEvents(update.Id, 2);

        var progress = Assert.Single((await NextAsync(subscription))!);
        _harness.Happens(Ended(update.Id, 3) with { PagesDone = 9 });
        await _harness.TickAsync();
        var last = await NextAsync(subscription);

        Assert.Equal(("progress", 3, 9), (progress.Type, progress.Details!.PagesDone, progress.Details.PageCount));
        Assert.Equal([null, 3], Numbers(last));
        Assert.True(last![^1].IsEnding);
    }

    [Fact]
    public async Task Next_UpdateForAnotherSubscription_LeavesNoGap()
    {
        var update = Running(1, 2, 3, 4);
        using var subscription = _harness.Subscriptions.SubscribeToEvents(update.Id, 0);

        // As they were asked for somebody who knew three of them.
        subscription.Deliver(update with { Events = [.. update.Events.Skip(3)] });
        subscription.Deliver(update with { Events = [], PagesDone = 5 });
        subscription.Deliver(update);

        Assert.Equal([1, 2, 3, 4], Numbers(await NextAsync(subscription)));
    }

    [Fact]
    public async Task Next_ParseGoes_Ends()
    {
        var id = SubscriptionsHarness.NewId();
        using var subscription = _harness.Subscriptions.SubscribeToEvents(id, 0);
        _harness.Happens(new ParseUpdate { Id = id, Status = null });

        _harness.Notify(id.ToString());

        Assert.Null(await NextAsync(subscription));
    }

    [Fact]
    public async Task Next_Silence_IsReportedEachTime()
    {
        using var subscription = _harness.Subscriptions.SubscribeToEvents(SubscriptionsHarness.NewId(), 0);
        for (var n = 0; n < 3; n++)
        {
            var silence = subscription.NextAsync(TimeSpan.FromSeconds(15), CancellationToken.None);
            _harness.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.Empty((await silence)!);
        }
    }

    [Fact]
    public async Task Next_ProcessStops_Ends()
    {
        using var subscription = _harness.Subscriptions.SubscribeToEvents(SubscriptionsHarness.NewId(), 0);
        var next = NextAsync(subscription);

        await _harness.StopAsync();

        Assert.Null(await next);
    }

    [Fact]
    public async Task Next_ClientLeft_Throws()
    {
        using var client = new CancellationTokenSource();
        using var subscription = _harness.Subscriptions.SubscribeToEvents(SubscriptionsHarness.NewId(), 0);
        var next = subscription.NextAsync(Timeout.InfiniteTimeSpan, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static async Task<IReadOnlyList<ParseEventBody>?> NextAsync(EventSubscription subscription)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await subscription.NextAsync(Timeout.InfiniteTimeSpan, deadline.Token);
    }

    private static IEnumerable<int?> Numbers(IReadOnlyList<ParseEventBody>? events) => events!.Select(happened => happened.N);

    private static ParseUpdate Running(params int[] events) => Running(SubscriptionsHarness.NewId(), events);

    private static ParseUpdate Running(ParseId id, params int[] events) => new()
    {
        Id = id,
        Status = ParseStatus.InProgress,
        EventCount = events[^1],
        Events = [.. events.Select(n => new ParseEvent(n, ParseEventKind.Claimed, default, 1, null))],
    };

    private static ParseUpdate Ended(ParseId id, int number) => new()
    {
        Id = id,
        Status = ParseStatus.Completed,
        EventCount = number,
        Events = [new ParseEvent(number, ParseEventKind.Completed, default, 1, null)],
    };
}
