using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Model;

public sealed class ScriptTextTests
{
    [Theory]
    [InlineData("n", "ⁿ")]
    [InlineData("1,2", "<sup>1,2</sup>")]
    [InlineData("\U0001D45B", "<sup>\U0001D45B</sup>")] // a mathematical letter: two halves, neither of them a letter
    [InlineData("*", "*")]
    public void Of_RaisedRun_StaysApartFromTheLine(string run, string written) => Assert.Equal(
        written.Replace("<sup>", $"{InlineMark.RaisedStart}", StringComparison.Ordinal)
            .Replace("</sup>", $"{InlineMark.RaisedEnd}", StringComparison.Ordinal),
        ScriptText.Of(run, ScriptPosition.Raised, isAfterDigit: false));
}
