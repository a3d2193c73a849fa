using ParseWorker.Api.Events;
using ParseWorker.Api.Tests.Parses;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Events;

public sealed class FollowerTests : IAsyncLifetime
{
    private EndWatchHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await EndWatchHarness.StartAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Next_WhatTheClientHasMissed_ComesAtOnce()
    {
        var news = Running(1, 2, 3);
        _harness.Happens(news);

        using var follower = _harness.Watch.Follow(news.Id, 2);

        Assert.Equal([3], Numbers(await NextAsync(follower)));
        Assert.Equal(new NewsWish(news.Id, 2, 0), Assert.Single(_harness.Wishes));
    }

    [Fact]
    public async Task Next_FiftyFollowersAndAWait_CostOneQueryATickWithOneWishAParse()
    {
        var one = Running(1);
        var other = Running(1);
        var followers = Enumerable.Range(0, 50).Select(n => _harness.Watch.Follow(n % 2 == 0 ? one.Id : other.Id, n % 7)).ToList();
        using var wait = _harness.Watch.Watch(one.Id);
        await Eventually.IsTrueAsync(() => _harness.Wishes.Count == 2);
        var before = _harness.Asked;

        for (var tick = 1; tick <= 10; tick++) await _harness.TickAsync();

        followers.ForEach(follower => follower.Dispose());
        Assert.Equal(before + 10, _harness.Asked);
        Assert.Equal(2, _harness.Wishes.Count);
        Assert.All(_harness.Wishes, wish => Assert.Equal(0, wish.EventsAfter));
    }

    [Fact]
    public async Task Next_FollowersOfOneParseAtDifferentPlaces_EachHearWhatTheyMissed()
    {
        var news = Running(1, 2, 3, 4);
        using var first = _harness.Watch.Follow(news.Id, 0);
        using var second = _harness.Watch.Follow(news.Id, 3);
        _harness.Happens(news);

        await _harness.TickAsync();

        Assert.Equal([1, 2, 3, 4], Numbers(await NextAsync(first)));
        Assert.Equal([4], Numbers(await NextAsync(second)));
    }

    [Fact]
    public async Task Next_ClientThatReadsSlowly_IsAskedForAgainOnceItHasRead()
    {
        var news = Running(1);
        _harness.Happens(news);
        using var follower = _harness.Watch.Follow(news.Id, 0);
        using var wait = _harness.Watch.Watch(news.Id);
        await Eventually.IsTrueAsync(() => follower.Wish() is null);
        _harness.Happens(news = Running(news.Id, 1, 2, 3));
        await _harness.TickAsync();
        await Eventually.IsTrueAsync(() => _harness.Wishes is [var wish] && wish == new NewsWish(news.Id));

        Assert.Equal([1], Numbers(await NextAsync(follower)));
        await _harness.TickAsync();
        Assert.Equal([2, 3], Numbers(await NextAsync(follower)));
    }

    [Fact]
    public async Task Next_Progress_ComesWithoutANumberAndBeforeTheEnding()
    {
        var news = Running(1, 2);
        _harness.Happens(news with { PagesDone = 3, PageCount = 9 });
        using var follower = _harness.Watch.Follow(news.Id, 2);

        var progress = Assert.Single((await NextAsync(follower))!);
        _harness.Happens(Ended(news.Id, 3) with { PagesDone = 9 });
        await _harness.TickAsync();
        var last = await NextAsync(follower);

        Assert.Equal(("progress", 3, 9), (progress.Type, progress.Details!.PagesDone, progress.Details.PageCount));
        Assert.Equal([null, 3], Numbers(last));
        Assert.True(last![^1].IsEnding);
    }

    [Fact]
    public async Task Next_NewsThatAnswerAnother_LeaveNoGap()
    {
        var news = Running(1, 2, 3, 4);
        using var follower = _harness.Watch.Follow(news.Id, 0);

        // As they were asked for somebody who knew three of them.
        follower.Tell(news with { Events = [.. news.Events.Skip(3)] });
        follower.Tell(news with { Events = [], PagesDone = 5 });
        follower.Tell(news);

        Assert.Equal([1, 2, 3, 4], Numbers(await NextAsync(follower)));
    }

    [Fact]
    public async Task Next_ParseGoes_Ends()
    {
        var id = EndWatchHarness.NewId();
        using var follower = _harness.Watch.Follow(id, 0);
        _harness.Happens(new ParseNews { Id = id, Status = null });

        _harness.Notify(id.ToString());

        Assert.Null(await NextAsync(follower));
    }

    [Fact]
    public async Task Next_Silence_IsReportedEachTime()
    {
        using var follower = _harness.Watch.Follow(EndWatchHarness.NewId(), 0);
        for (var n = 0; n < 3; n++)
        {
            var silence = follower.NextAsync(TimeSpan.FromSeconds(15), CancellationToken.None);
            _harness.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.Empty((await silence)!);
        }
    }

    [Fact]
    public async Task Next_ProcessStops_Ends()
    {
        using var follower = _harness.Watch.Follow(EndWatchHarness.NewId(), 0);
        var next = NextAsync(follower);

        await _harness.StopAsync();

        Assert.Null(await next);
    }

    [Fact]
    public async Task Next_ClientLeft_Throws()
    {
        using var client = new CancellationTokenSource();
        using var follower = _harness.Watch.Follow(EndWatchHarness.NewId(), 0);
        var next = follower.NextAsync(Timeout.InfiniteTimeSpan, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static async Task<IReadOnlyList<ParseEventBody>?> NextAsync(Follower follower)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await follower.NextAsync(Timeout.InfiniteTimeSpan, deadline.Token);
    }

    private static IEnumerable<int?> Numbers(IReadOnlyList<ParseEventBody>? events) => events!.Select(happened => happened.N);

    private static ParseNews Running(params int[] events) => Running(EndWatchHarness.NewId(), events);

    private static ParseNews Running(ParseId id, params int[] events) => new()
    {
        Id = id,
        Status = ParseStatus.InProgress,
        EventCount = events[^1],
        Events = [.. events.Select(n => new ParseEvent(n, "claimed", default, 1, null))],
    };

    private static ParseNews Ended(ParseId id, int number) => new()
    {
        Id = id,
        Status = ParseStatus.Completed,
        EventCount = number,
        Events = [new ParseEvent(number, "completed", default, 1, null)],
    };
}
