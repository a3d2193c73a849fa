using System.Globalization;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Fields;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Rendering;
using ParseWorker.Typesetting;
using ParseWorker.Typesetting.Html;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>
/// What a page says does not depend on its size, its place on the paper, the direction it lies in, or the order and the runs that its
/// glyphs are drawn in. The floors are the share of pages for which that holds today; whoever makes it hold for more raises them.
/// </summary>
[Trait("Needs", "Time")]
public sealed class InvarianceTests(InvarianceTests.SetPages pages) : IClassFixture<InvarianceTests.SetPages>
{
    [Theory]
    [InlineData("half", 0.78)]
    [InlineData("triple", 0.76)]
    [InlineData("shifted", 0.94)]
    [InlineData("turned", 0.94)]
    public async Task Read_APageOnOtherPaper_GivesTheSameBlocks(string paper, double floor)
    {
        var move = paper switch
        {
            "half" => PageMove.Scaled(0.5),
            "triple" => PageMove.Scaled(3),
            "turned" => PageMove.Turned,
            _ => PageMove.Shifted(70, 40),
        };

        var moved = await pages.SetAsync(move);

        ExpectSame(paper, pages.Plain.Zip(moved, (one, other) => (one.Name, one.Text == other.Text)), floor);
    }

    [Theory]
    [InlineData("words in any order", 1.0)]
    [InlineData("glyphs in any order", 1.0)]
    [InlineData("without spaces", 0.86)]
    public void Read_GlyphsDrawnInAnotherWay_GivesTheSameBlocks(string way, double floor)
    {
        var compared = pages.Plain.Select(page => page.Document).Concat(CorpusFiles.Pdfs()).Select(document =>
        {
            var content = ContentOf(document.Content);
            var directions = content.Directions.Select(direction => direction with { Glyphs = Redrawn(direction.Glyphs, way) });
            var redrawn = content with { Directions = [.. directions] };
            return (document.Name, TextOf(content) == TextOf(redrawn));
        });

        ExpectSame(way, compared, floor);
    }

    private static PageContent ContentOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        var page = new DrawnPage(document.GetPage(1));
        return PdfPipeline.Read(
            page, FormFields.Of(document, layers: null, CancellationToken.None), Annotations.On(page, CancellationToken.None));
    }

    private static string TextOf(PageContent content) =>
        PageRenderer.Render(new Page(1, PdfPipeline.Blocks(content, CancellationToken.None)), TableFormat.Html);

    private static List<Glyph> Redrawn(IReadOnlyList<Glyph> glyphs, string way)
    {
        var random = new Random(3);
        if (way == "without spaces") return [.. glyphs.Where(glyph => !glyph.IsSpace)];
        var runs = way == "glyphs in any order" ? [.. glyphs.Select(glyph => new List<Glyph> { glyph })] : Words(glyphs);
        return [.. runs.OrderBy(_ => random.Next()).SelectMany(run => run)];
    }

    private static List<List<Glyph>> Words(IReadOnlyList<Glyph> glyphs)
    {
        var words = new List<List<Glyph>> { new() };
        foreach (var glyph in glyphs)
        {
            if (words[^1] is [.., var last] && (last.IsSpace || Math.Abs(last.Baseline - glyph.Baseline) > 0.01)) words.Add([]);
            words[^1].Add(glyph);
        }
        return words;
    }

    private static void ExpectSame(string change, IEnumerable<(string Name, bool IsSame)> compared, double floor)
    {
        var all = compared.ToList();
        var share = all.Average(page => page.IsSame ? 1.0 : 0);
        var others = string.Join('\n', all.Where(page => !page.IsSame).Select(page => "  " + page.Name));
        Assert.True(share >= floor, string.Create(
            CultureInfo.InvariantCulture,
                $"{change}: {share:P1} of {all.Count} pages read the same, below the floor of {floor:P0}; otherwise read:\n{others}"));
    }

    /// <summary>A page of every kind, set once for all tests.</summary>
    public sealed class SetPages : IAsyncLifetime
    {
        private const int Seed = 5;
        private Browser? _browser;

        /// <summary>As they are set, with what is read.</summary>
        internal IReadOnlyList<ReadDocument> Plain { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _browser = await Browser.StartAsync(TestContext.Current.CancellationToken);
            Plain = await SetAsync(null);
        }

        public async ValueTask DisposeAsync()
        {
            if (_browser is not null) await _browser.DisposeAsync();
        }

        /// <summary>The same pages, moved.</summary>
        internal async Task<IReadOnlyList<ReadDocument>> SetAsync(PageMove? move)
        {
            var (read, token) = (new List<ReadDocument>(), TestContext.Current.CancellationToken);
            await foreach (var document in new TypesetDocuments(_browser!).SetAsync(Seed, TypesetDocuments.Kinds.Count,
                TypesetDocuments.BaseFonts, move, token))
                read.Add(new(document, string.Join("\n\n", await Parsed.TextsAsync(document.Content, document.FileName))));
            return read;
        }
    }

    /// <summary>A document and what is read of it.</summary>
    internal sealed record ReadDocument(TypesetDocument Document, string Text)
    {
        public string Name => Document.Name;
    }
}
