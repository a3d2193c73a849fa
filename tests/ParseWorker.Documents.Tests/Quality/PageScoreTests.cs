using ParseWorker.Typesetting.Scoring;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>The scorers, against figures of opendataloader-bench's own.</summary>
public sealed class PageScoreTests
{
    private const string Truth = """
        # Water report

        The river rose in the second year.

        <table>
        <thead>
        <tr><th>Year</th><th colspan="2">Level</th></tr>
        </thead>
        <tbody>
        <tr><td>2001</td><td>12.5</td><td>m</td></tr>
        <tr><td>2002</td><td>13.0</td><td>m</td></tr>
        </tbody>
        </table>

        ## Outlook

        It will fall.
        """;

    [Fact]
    public void Of_TheTruthItself_IsOneThroughout()
    {
        Assert.Equal(new PageScore(1, 1, 1, 1), PageScore.Of(Truth, Truth));
    }

    [Theory]
    [InlineData("| Year | Level | |\n|---|---|---|\n| 2001 | 12.5 | m |\n| 2002 | 13.0 | m |\n\nIt will fall.", 0.748837, 0.846154,
        0.846154, 0)]
    [InlineData(
        "# Water report\n\nThe river rose in the first year.\n\n<table><tr><td>Year</td><td colspan=2>Level</td></tr></table>\n\nOutlook\n"
            + "It will fall.",
        0.628141, 0.333333, 0.333333, 0.481416)]
    public void Of_AFaultyReading_IsWhatTheBenchmarkGives(string read, double order, double tables, double structure, double headings)
    {
        var score = PageScore.Of(read, Truth);

        Assert.Equal((order, tables, structure, headings),
            (score.Order, score.Tables!.Value, score.Structure!.Value, score.Headings!.Value), Close);
    }

    [Fact]
    public void Of_ATruthWithoutTablesAndHeadings_CountsTheOrderAlone()
    {
        var score = PageScore.Of("one two", "one three");

        Assert.Equal((null, null), (score.Tables, score.Headings));
        Assert.Equal(score.Order, score.Overall);
    }

    private static bool Close((double, double, double, double) one, (double, double, double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) + Math.Abs(one.Item2 - other.Item2) + Math.Abs(one.Item3 - other.Item3)
            + Math.Abs(one.Item4 - other.Item4) < 4e-6;
}
