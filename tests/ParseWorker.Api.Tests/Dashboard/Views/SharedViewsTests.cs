using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;

namespace ParseWorker.Api.Tests.Dashboard.Views;

public sealed class SharedViewsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedViews _views;
    private int _made;

    public SharedViewsTests() => _views = new SharedViews(_time);

    [Fact]
    public async Task Get_ByManyAtOnce_IsMadeOnce()
    {
        var slow = new TaskCompletionSource<View?>();
        var asked = Enumerable.Range(0, 10).Select(_ => GetAsync("list", () => slow.Task)).ToList();
        slow.SetResult(Page("list"));

        var seen = await Task.WhenAll(asked);

        Assert.Equal(1, _made);
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task Get_ASecondLater_IsMadeAnew()
    {
        var first = await GetAsync("list");
        Assert.Same(first, await GetAsync("list"));

        _time.Advance(SharedViews.FreshFor);

        Assert.NotSame(first, await GetAsync("list"));
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Get_OfSomethingElse_IsAnotherView()
    {
        var never = new TaskCompletionSource<View?>();
        _ = GetAsync("list", () => never.Task);

        Assert.Equal("workers", (await GetAsync("workers"))!.Title);
    }

    [Fact]
    public async Task Get_ThatFails_IsTheFaultOfItsAskerAlone()
    {
        var broken = new TaskCompletionSource<View?>();
        var first = GetAsync("list", () => broken.Task);
        var second = GetAsync("list");
        broken.SetException(new InvalidOperationException("It is broken."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.NotNull(await second);
    }

    // As a search for an id, which leads to the parse: each who asks has to be led.
    [Fact]
    public async Task Get_AnsweredInAnotherWay_IsNotShared()
    {
        Assert.Null(await GetAsync("id", () => Task.FromResult<View?>(null)));
        Assert.Null(await GetAsync("id", () => Task.FromResult<View?>(null)));

        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Get_ByOneWhoGoesAway_LeavesTheOthersTheirs()
    {
        var slow = new TaskCompletionSource<View?>();
        using var gone = new CancellationTokenSource();
        var first = GetAsync("list", () => slow.Task);
        var left = _views.GetAsync("list", () => Task.FromResult<View?>(Page("never")), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        slow.SetResult(Page("list"));

        Assert.Same(await first, await GetAsync("list"));
    }

    [Fact]
    public async Task Get_OfOneThing_ForgetsWhatIsStaleOfTheOthers()
    {
        var never = new TaskCompletionSource<View?>();
        for (var n = 0; n < 100; n++) await GetAsync($"parse {n}");
        _ = GetAsync("in the making", () => never.Task);
        await GetAsync("fresh");
        Assert.Equal(102, _views.Count);

        _time.Advance(SharedViews.FreshFor);
        await GetAsync("list");

        Assert.Equal(2, _views.Count);
    }

    private Task<View?> GetAsync(string question, Func<Task<View?>>? show = null) => _views.GetAsync(
        question,
        () =>
        {
            Interlocked.Increment(ref _made);
            return show is null ? Task.FromResult<View?>(Page(question)) : show();
        },
        CancellationToken.None);

    private static View Page(string title) => new(title, Html.Empty, Html.Empty);
}
