using System.Text;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes pages as Markdown, tables in the asked format.</summary>
public static class PageRenderer
{
    /// <summary>Renders a page: one empty line between blocks, no newline at the end, nothing a database's text column refuses.</summary>
    /// <exception cref="DocumentException">A table is too large once its spans are repeated.</exception>
    public static string Render(Page page, TableFormat tableFormat)
    {
        var text = new StringBuilder();
        foreach (var block in page.Blocks)
        {
            var rendered = Render(block, tableFormat);
            if (rendered.Length == 0) continue;
            if (text.Length > 0) text.Append("\n\n");
            text.Append(rendered);
        }
        return StorableText.Of(text.ToString()).TrimEnd('\n', '\r');
    }

    private static string Render(Block block, TableFormat tableFormat) => block switch
    {
        Block.Heading heading => $"{new string('#', Math.Clamp(heading.Level, 1, 6))} {Marked(OneLine(heading.Text))}",
        Block.Paragraph paragraph => Marked(PlainText.Escape(paragraph.Text)),
        Block.List list => ListWriter.Write(list),
        Block.Table table => WriteTable(table, tableFormat),
        Block.Figure figure => BlockText.OfFigure(Marked(OneLine(figure.Alt))),
        Block.Code code => CodeWriter.Write(code.Text, code.Language),
        Block.Verbatim verbatim => verbatim.Markdown,
        _ => throw new InvalidOperationException($"A block of kind {block.GetType().Name} has no rendering."),
    };

    private static string WriteTable(Block.Table table, TableFormat format) => format switch
    {
        TableFormat.Html => HtmlTable.Write(table),
        TableFormat.Markdown => MarkdownTable.Write(TableGrid.Of(table)),
        TableFormat.Yaml => YamlTable.Write(TableGrid.Of(table)),
        TableFormat.Json => JsonTable.Write(TableGrid.Of(table)),
        _ => throw new InvalidOperationException($"{format} is no table format."),
    };

    private static string Marked(string text) => InlineWriter.Write(text, InlineForm.Markdown);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
