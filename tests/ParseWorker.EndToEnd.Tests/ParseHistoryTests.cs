using ParseWorker.Testing.Faults;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>The judge of all the others: it must find fault where there is one.</summary>
public sealed class ParseHistoryTests
{
    [Theory]
    [InlineData("created/0 queued/0 claimed/1 completed/1")]
    [InlineData("created/0 claimed/1 failed/1")]
    [InlineData("created/0 queued/0 claimed/1 page_failed/1 completed/1")]
    [InlineData("created/0 cancel_requested/0 cancelled/0")]
    [InlineData("created/0 queued/0 claimed/1 handed_back/1 claimed/2 taken_back/2 claimed/3 retried/3 cancel_requested/3 cancelled/3")]
    [InlineData("created/0 queued/0 claimed/1 cancel_requested/1 cancel_observed/1 cancelled/1")]
    public void Follow_SoundHistory_FindsNothing(string events) => Assert.Empty(ParseHistory.Follow(Read(events)).Faults);

    [Theory]
    [InlineData("queued/0 claimed/1 completed/1")]
    [InlineData("created/0 queued/0 completed/0")]
    [InlineData("created/0 queued/0 claimed/1 completed/1 completed/1")]
    [InlineData("created/0 queued/0 claimed/1 completed/1 cancel_requested/1 cancelled/1")]
    [InlineData("created/0 queued/0 claimed/1 cancel_requested/1 completed/1")]
    [InlineData("created/0 queued/0 claimed/1 cancel_requested/1 handed_back/1 claimed/2 cancelled/2")]
    [InlineData("created/0 queued/0 claimed/1 cancel_requested/1 cancel_requested/1 cancelled/1")]
    [InlineData("created/0 queued/0 claimed/1 cancelled/1")]
    [InlineData("created/0 queued/0 claimed/1 cancel_observed/1 completed/1")]
    [InlineData("created/0 queued/0 claimed/1 claimed/2 completed/2")]
    [InlineData("created/0 queued/0 claimed/2 completed/2")]
    [InlineData("created/0 queued/0 claimed/1 handed_back/1 claimed/2 completed/1")]
    public void Follow_UnsoundHistory_FindsFault(string events) => Assert.NotEmpty(ParseHistory.Follow(Read(events)).Faults);

    [Fact]
    public void Follow_MissingNumber_FindsFault() =>
        Assert.NotEmpty(ParseHistory.Follow([new(1, "created", 0), new(3, "queued", 0)]).Faults);

    private static IEnumerable<HistoryEvent> Read(string events) => events.Split(' ').Select((text, index) =>
        new HistoryEvent(index + 1, text.Split('/')[0], text[^1] - '0'));
}
