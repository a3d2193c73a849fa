using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rows;

namespace ParseWorker.Documents.Tests.Pdf.Fragments;

/// <summary>Rows with more in them than a page holds, whose reading must not take for ever.</summary>
public sealed class CrowdedRowTests
{
    /// <summary>Far more than it takes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a1a", 40_000)] // gaps beside figures, which may be columns
    [InlineData("aaaaaaaaaa", 6_000)] // strips that go on for many rows
    public async Task Build_RowsOfManyGaps_Ends(string rows, int glyphs)
    {
        var crowded = rows.Select((text, row) => Row(text, row, glyphs)).ToList();

        Assert.NotEmpty(await Task.Run(() => FragmentBuilder.Build(crowded, []), Token).WaitAsync(Deadline, Token));
    }

    [Fact]
    public async Task Attach_EveryGlyphMayBeAnInitial_Ends()
    {
        List<Glyph> capitals = [.. Enumerable.Range(0, 20_000).Select(at => At("A", 200 * at, -480, 100))];
        List<List<Glyph>> rows = [.. Enumerable.Range(0, 40).Select(row => Row('a', row, 1_000)), capitals];

        await Task.Run(() => Initials.Attach(rows), Token).WaitAsync(Deadline, Token);

        Assert.Equal(60_000, rows.Sum(row => row.Count));
    }

    private static List<Glyph> Row(char text, int row, int glyphs) =>
        [.. Enumerable.Range(0, glyphs).Select(at => At($"{text}", (14 * at) + (3 * (row % 2)), -12 * row, 10))];

    private static Glyph At(string text, double left, double baseline, double size) => new(
        text, new Box(left, baseline - (0.2 * size), left + (0.5 * size), baseline + (0.8 * size)), baseline, size, IsBold: false,
        IsSpace: false);
}
