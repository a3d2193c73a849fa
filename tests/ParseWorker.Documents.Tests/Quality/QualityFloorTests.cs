using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>
/// Keeps reading of typeset pages from getting worse unseen: 48 styles of page, two documents each, with their truth. The floors
/// are a little below what is reached; whoever reaches more raises them.
/// </summary>
[Trait("Needs", "Time")]
public sealed class QualityFloorTests
{
    private const int DocumentsEach = 2;

    [Fact]
    public async Task Read_TypesetPages_StaysAboveTheFloor()
    {
        var scores = new List<(PageStyle Style, int Seed, Likeness Likeness)>();
        foreach (var style in PageStyle.All)
            for (var seed = 0; seed < DocumentsEach; seed++)
                scores.Add((style, seed, await ReadAsync(new MadeUpDocument(seed).Blocks, style)));

        var worst = string.Join('\n', scores.OrderBy(score => score.Likeness.Overall).Take(5));
        Assert.True(scores.Average(score => score.Likeness.Text) >= 0.995, $"Text is read worse than before; worst of all:\n{worst}");
        Assert.True(
            scores.Average(score => score.Likeness.Headings) >= 0.995, $"Headings are found worse than before; worst of all:\n{worst}");
        Assert.True(scores.Average(score => score.Likeness.Cells) >= 0.995, $"Tables are read worse than before; worst of all:\n{worst}");
    }

    private static async Task<Likeness> ReadAsync(IReadOnlyList<Block> written, PageStyle style)
    {
        var page = Assert.Single(await Parsed.PagesAsync(Typesetter.Pdf(written, style), "a.pdf"));
        return Likeness.Of(page.Blocks, written);
    }
}
