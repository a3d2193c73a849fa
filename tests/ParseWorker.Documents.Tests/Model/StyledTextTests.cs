using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Model;

public sealed class StyledTextTests
{
    private static readonly InlineStyle Bold = new(Bold: true);

    /// <summary>A text of a thousand pieces, each looked for once a run: ten thousand million steps, where one pass is enough.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public void ToString_MillionsOfRuns_AreWrittenInOnePass()
    {
        var text = new StyledText();
        for (var run = 0; run < 4_000_000; run++) text.Append("abc", run % 2 == 0 ? Bold : default);
        Assert.Equal(3 * 4_000_000 + 2 * 2_000_000, text.ToString().Length);
        Assert.Equal(3 * 4_000_000 + 2 * 2_000_000, text.ForCell().Length);
    }

    [Fact]
    public void ToString_RaisedLettersAfterADigit_StayOnTheLine()
    {
        var text = new StyledText();
        text.Append("the 3");
        text.Append("rd", new(Script: ScriptPosition.Raised));
        text.Append(" of 10");
        text.Append("6", new(Script: ScriptPosition.Raised));
        Assert.Equal("the 3rd of 10⁶", text.ToString());
    }
}
