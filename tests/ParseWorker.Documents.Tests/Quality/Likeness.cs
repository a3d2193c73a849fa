using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>How much of a document was read as it was written, 0 to 1 each.</summary>
/// <param name="Text">Characters in their order: twice the longest common subsequence over both lengths.</param>
/// <param name="Headings">Headings found, as F1 of their texts.</param>
/// <param name="Cells">Cells of tables at their place, as F1.</param>
internal sealed record Likeness(double Text, double Headings, double Cells)
{
    public double Overall => (Text + Headings + Cells) / 3;

    public static Likeness Of(IReadOnlyList<Block> read, IReadOnlyList<Block> written) => new(
        Common(TextOf(read), TextOf(written)),
        F1(HeadingsOf(read), HeadingsOf(written)),
        F1(CellsOf(read), CellsOf(written)));

    private static string TextOf(IReadOnlyList<Block> blocks) => PageRenderer.Render(new Page(1, blocks), TableFormat.Markdown);

    private static List<string> HeadingsOf(IReadOnlyList<Block> blocks) =>
        [.. blocks.OfType<Block.Heading>().Select(heading => heading.Text)];

    private static List<string> CellsOf(IReadOnlyList<Block> blocks) =>
    [
        .. blocks.OfType<Block.Table>().SelectMany((table, number) =>
            table.Rows.SelectMany((row, y) => row.Select((cell, x) => $"{number}/{y}/{x}/{cell.Text}"))),
    ];

    private static double F1(List<string> read, List<string> written)
    {
        if (read.Count + written.Count == 0) return 1;
        var left = written.GroupBy(text => text).ToDictionary(group => group.Key, group => group.Count());
        var both = read.Count(text => left.TryGetValue(text, out var count) && (left[text] = count - 1) >= 0);
        return 2.0 * both / (read.Count + written.Count);
    }

    private static double Common(string one, string other)
    {
        var (above, row) = (new int[other.Length + 1], new int[other.Length + 1]);
        foreach (var character in one)
        {
            for (var at = 1; at <= other.Length; at++)
                row[at] = character == other[at - 1] ? above[at - 1] + 1 : Math.Max(above[at], row[at - 1]);
            (above, row) = (row, above);
        }
        return 2.0 * above[^1] / (one.Length + other.Length);
    }
}
