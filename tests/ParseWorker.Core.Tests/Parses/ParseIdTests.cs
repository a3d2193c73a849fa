using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Tests.Parses;

public sealed class ParseIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void New_OfTwoMoments_SortsByThem()
    {
        Assert.True(string.CompareOrdinal(ParseId.New(Now).ToString(), ParseId.New(Now.AddMilliseconds(1)).ToString()) < 0);
        Assert.NotEqual(ParseId.New(Now), ParseId.New(Now));
    }

    [Fact]
    public void TryParse_OfANewId_GivesItBack()
    {
        var id = ParseId.New(Now);

        Assert.True(ParseId.TryParse(id.ToString(), out var same));
        Assert.Equal(id, same);
        Assert.Equal(id, ParseId.Parse(id.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("prs_")]
    [InlineData("01JZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("file_01JZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("PRS_01JZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("prs_01jzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZZU")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZ'-")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZ%5")]
    [InlineData("prs_01JZZZZZZZZZZZZZZZZZZZZZΩΩ")]
    [InlineData("prs_ZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData(" prs_01JZZZZZZZZZZZZZZZZZZZZZZ")]
    public void TryParse_OfAnythingElse_IsFalse(string? text)
    {
        Assert.False(ParseId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ParseId.Parse(text!));
    }
}
