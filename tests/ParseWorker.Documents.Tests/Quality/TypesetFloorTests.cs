using System.Globalization;
using ParseWorker.Core.Parses;
using ParseWorker.Typesetting;
using ParseWorker.Typesetting.Html;
using ParseWorker.Typesetting.Scoring;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>
/// Keeps the reading of browsers' pages from getting worse unseen: two pages of every kind, with exact truth. The floors are a little
/// below what is reached; whoever reaches more raises them. How good a rule is shows on seeds that nobody looked at:
/// <c>ParseWorker.Benchmarks parse --typeset=SEED --pages=N</c>.
/// </summary>
[Trait("Needs", "Time")]
public sealed class TypesetFloorTests
{
    private const int Seed = 1;
    private const int PagesEach = 2;

    [Fact]
    public async Task Read_PagesOfManyHouses_StaysAboveTheFloor()
    {
        await using var browser = await Browser.StartAsync(TestContext.Current.CancellationToken);
        var scores = new List<(TypesetDocument Document, PageScore Score)>();
        var count = PagesEach * TypesetDocuments.Kinds.Count;
        await foreach (var document in new TypesetDocuments(browser).SetAsync(Seed, count, TypesetDocuments.BaseFonts,
            token: TestContext.Current.CancellationToken))
            scores.Add((document, PageScore.Of(await ReadAsync(document), document.Truth)));

        string?[] faults =
        [
            Fault(scores, "Order", score => score.Order, floor: 0.955),
            Fault(scores, "Tables", score => score.Tables, floor: 0.825),
            Fault(scores, "Headings", score => score.Headings, floor: 0.95),
        ];
        Assert.True(faults.All(fault => fault is null), string.Join('\n', faults));
    }

    // A browser takes another typeface without a word, and the floors would measure that.
    [Fact]
    public void BaseFonts_ThatTheFloorsWereMeasuredWith_AreInstalled()
    {
        var files = Directory.EnumerateFiles("/usr/share/fonts", "*.ttf", SearchOption.AllDirectories).Select(Path.GetFileName).ToHashSet();

        Assert.All(TypesetDocuments.BaseFonts.Select(family => family.Replace(" ", "", StringComparison.Ordinal)), family =>
            Assert.True(files.Contains($"{family}.ttf") || files.Contains($"{family}-Regular.ttf"), $"{family} is not installed."));
    }

    [Fact]
    public async Task Set_TheSameSeedTwice_GivesTheSameTruth()
    {
        Assert.Equal(await TruthsAsync(), await TruthsAsync());
    }

    private static async Task<List<string>> TruthsAsync()
    {
        await using var browser = await Browser.StartAsync(TestContext.Current.CancellationToken);
        var truths = new List<string>();
        await foreach (var document in new TypesetDocuments(browser).SetAsync(seed: 7, count: 5, TypesetDocuments.BaseFonts,
            token: TestContext.Current.CancellationToken))
            truths.Add(document.Truth);
        return truths;
    }

    private static async Task<string> ReadAsync(TypesetDocument document) =>
        string.Join("\n\n", await Parsed.TextsAsync(document.Content, document.FileName, TableFormat.Html));

    private static string? Fault(List<(TypesetDocument Document, PageScore Score)> scores, string metric, Func<PageScore, double?> of,
        double floor)
    {
        var applied = scores.Where(pair => of(pair.Score) is not null).Select(pair => (pair.Document.Name, Value: of(pair.Score)!.Value))
            .ToList();
        var worst = string.Join('\n',
            applied.OrderBy(pair => pair.Value).Take(8)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"  {pair.Value:F3}  {pair.Name}")));
        var mean = applied.Average(pair => pair.Value);
        return mean >= floor ? null
            : string.Create(CultureInfo.InvariantCulture, $"{metric} is {mean:F3}, below the floor of {floor}; worst of all:\n{worst}");
    }
}
