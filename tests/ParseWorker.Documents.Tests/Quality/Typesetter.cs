using ParseWorker.Documents.Model;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>Sets blocks on a page of a PDF, in columns, with ragged lines.</summary>
internal sealed class Typesetter
{
    private const double Margin = 60;
    private const double Gutter = 24;

    private readonly PageStyle _style;
    private readonly PdfDocumentBuilder.AddedFont _regular;
    private readonly PdfDocumentBuilder.AddedFont _bold;
    private readonly PdfPageBuilder _page;
    private int _column;
    private double _top;

    private Typesetter(PdfDocumentBuilder document, PageStyle style)
    {
        _style = style;
        _regular = document.AddStandard14Font(Standard14Font.Helvetica);
        _bold = document.AddStandard14Font(Standard14Font.HelveticaBold);
        _page = document.AddPage(PageSize.A4);
        _top = _page.PageSize.Top - Margin;
    }

    private double Left => Margin + _column * (Width + Gutter);

    private double Width => (_page.PageSize.Width - 2 * Margin - (_style.Columns - 1) * Gutter) / _style.Columns;

    private double LineHeight => 1.2 * _style.BodySize;

    public static byte[] Pdf(IReadOnlyList<Block> blocks, PageStyle style)
    {
        using var document = new PdfDocumentBuilder();
        var setter = new Typesetter(document, style);
        for (var at = 0; at < blocks.Count - 1; at++)
        {
            if (style.Columns == 2 && at == blocks.Count / 2) setter.NextColumn();
            setter.Set(blocks[at]);
        }
        setter.SetFoot((Block.Paragraph)blocks[^1]);
        return document.Build();
    }

    /// <summary>A page's number, in the middle below its columns.</summary>
    private void SetFoot(Block.Paragraph foot) =>
        _page.AddText(foot.Text, _style.BodySize, new PdfPoint(_page.PageSize.Width / 2 - 3, Margin / 2), _regular);

    private void NextColumn() => (_column, _top) = (1, _page.PageSize.Top - Margin);

    private void Set(Block block)
    {
        switch (block)
        {
            case Block.Heading heading: Set(heading.Text, SizeOf(heading.Level), _bold, before: 1.5); break;
            case Block.Paragraph paragraph: Set(paragraph.Text, _style.BodySize, _regular, before: 0.8); break;
            case Block.List list: SetList(list); break;
            case Block.Table table: SetTable(table); break;
            default: throw new NotSupportedException($"No {block.GetType().Name} is set.");
        }
    }

    private double SizeOf(int level) => level == 1 ? 2 * _style.BodySize : _style.BoldHeadings ? _style.BodySize : 1.4 * _style.BodySize;

    private void Set(string text, double size, PdfDocumentBuilder.AddedFont font, double before, double indent = 0)
    {
        _top -= before * size;
        var lines = Lines(text, size, font, Width - indent).ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            _top -= 1.2 * size;
            if (_style.Justified && font == _regular && at < lines.Count - 1)
                SetJustified(lines[at], size, font, Width - indent, Left + indent);
            else _page.AddText(lines[at], size, new PdfPoint(Left + indent, _top), font);
        }
    }

    private void SetJustified(string line, double size, PdfDocumentBuilder.AddedFont font, double width, double left)
    {
        var words = line.Split(' ');
        var space = (width - words.Sum(word => WidthOf(word, size, font))) / (words.Length - 1);
        foreach (var word in words)
        {
            _page.AddText(word, size, new PdfPoint(left, _top), font);
            left += WidthOf(word, size, font) + space;
        }
    }

    private void SetList(Block.List list)
    {
        _top -= 0.5 * _style.BodySize;
        foreach (var item in list.Items)
        {
            _page.AddText("-", _style.BodySize, new PdfPoint(Left + 6, _top - LineHeight), _regular);
            Set(item.Text, _style.BodySize, _regular, before: 0, indent: 18);
        }
    }

    private void SetTable(Block.Table table)
    {
        var (top, width, height) = (_top - _style.BodySize, Width / table.Rows[0].Count, 1.6 * _style.BodySize);
        for (var row = 0; row < table.Rows.Count; row++)
            for (var column = 0; column < table.Rows[row].Count; column++)
                _page.AddText(
                    table.Rows[row][column].Text,
                    _style.BodySize,
                    new PdfPoint(Left + column * width + 4, top - (row + 1) * height + 0.5 * _style.BodySize),
                    row == 0 ? _bold : _regular);
        Rule(table, top, width, height);
        _top = top - table.Rows.Count * height - 0.5 * _style.BodySize;
    }

    private void Rule(Block.Table table, double top, double width, double height)
    {
        var (rows, columns) = (table.Rows.Count, table.Rows[0].Count);
        int[] rules = _style.Grid switch { GridStyle.Full => [.. Enumerable.Range(0, rows + 1)], GridStyle.Book => [0, 1, rows], _ => [] };
        foreach (var row in rules)
            _page.DrawLine(new PdfPoint(Left, top - row * height), new PdfPoint(Left + columns * width, top - row * height));
        if (_style.Grid != GridStyle.Full) return;
        for (var column = 0; column <= columns; column++)
            _page.DrawLine(new PdfPoint(Left + column * width, top), new PdfPoint(Left + column * width, top - rows * height));
    }

    private IEnumerable<string> Lines(string text, double size, PdfDocumentBuilder.AddedFont font, double width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WidthOf(longer, size, font) > width)
            {
                yield return line;
                line = word;
            }
            else line = longer;
        }
        yield return line;
    }

    private double WidthOf(string text, double size, PdfDocumentBuilder.AddedFont font) =>
        _page.MeasureText(text, size, default, font).Max(glyph => glyph.EndBaseLine.X);
}
