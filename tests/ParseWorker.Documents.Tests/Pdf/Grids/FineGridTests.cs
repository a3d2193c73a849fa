using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Grids;

/// <summary>Plans and charts have grids of hundreds of lines each way, most of them broken.</summary>
public sealed class FineGridTests
{
    private const int Lines = 900;
    private const int Step = 10;
    private const int End = (Lines - 1) * Step;

    /// <summary>Far more than reading takes; trying every line for every place takes minutes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Read_GridFinerThanItsText_IsADrawing() =>
        Assert.Equal("Hall", await ReadAsync(Grid().Text(End - 7.8 * Step, 103, "Hall", size: 3)));

    [Fact]
    public async Task Read_GridAsFineAsItsText_IsATable()
    {
        var grid = Grid();
        for (var row = 0; row < Lines - 1; row++)
            for (var column = 0; column < 3; column++) grid.Text(column * Step + 1, row * Step + 3, $"c{row:D6}", size: 2);
        var table = await ReadAsync(grid);
        Assert.Contains("<tr><td>c000007</td><td>c000007</td><td>c000007</td></tr>", table, StringComparison.Ordinal);
        Assert.Contains($"<th rowspan=\"{Lines - 1}\">", table, StringComparison.Ordinal);
        Assert.Equal(Lines - 1, table.Split("<tr>").Length - 1);
    }

    /// <summary>Lines that stand over the whole page within a frame, and as many that lie over its first three columns.</summary>
    private static PageBuilder Grid()
    {
        var grid = new PageBuilder().Rule(0, 0, End, 0).Rule(0, End, End, End);
        for (var at = 0; at <= End; at += Step) grid.Rule(at, 0, at, End).Rule(0, at, 3 * Step, at);
        return grid;
    }

    private static async Task<string> ReadAsync(PageBuilder page) =>
        Assert.Single(await Task.Run(() => Parsed.TextsAsync(RawPdf.Page(page.Operators, $"/MediaBox [0 0 {End} {End}]"), "a.pdf"))
            .WaitAsync(Deadline, TestContext.Current.CancellationToken));
}
