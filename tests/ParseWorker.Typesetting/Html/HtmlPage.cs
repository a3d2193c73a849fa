using System.Globalization;
using System.Net;
using System.Text;
using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Html;

/// <summary>Writes a manuscript as a web page whose sections are pages.</summary>
internal static class HtmlPage
{
    public static string Write(Manuscript manuscript)
    {
        var html = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><style>").Append(Css.Of(manuscript.Style))
            .Append("</style><body>");
        foreach (var page in manuscript.Pages) Page(page, manuscript.Style, html);
        return html.ToString();
    }

    private static void Page(TypesetPage page, PageStyle style, StringBuilder html)
    {
        html.Append("<div class=page>");
        if (page.RunningHeader.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<div class=head>{Text(page.RunningHeader)}</div>");
        html.Append("<div class=middle><div class=main><div class=body>");
        foreach (var piece in page.Pieces) Write(piece, style, html);
        html.Append("</div>");
        if (page.Footnotes.Count > 0) html.Append("<div class=notes>").AppendJoin("", page.Footnotes.Select(Note)).Append("</div>");
        html.Append("</div>");
        if (page.Sidebar.Count > 0)
        {
            html.Append("<div class=side>");
            foreach (var piece in page.Sidebar) Write(piece, style, html);
            html.Append("</div>");
        }
        html.Append("</div>");
        if (page.Foot.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<div class=foot>{Text(page.Foot)}</div>");
        html.Append("</div>");
    }

    private static void Write(Piece piece, PageStyle style, StringBuilder html)
    {
        html.Append(piece is Piece.Heading ? "<div class=piece data-leads=1>" : piece is Piece.Paragraph or Piece.Points
            ? "<div class=flow>" : "<div class=piece>");
        html.Append(piece switch
        {
            Piece.Heading heading => $"<h{heading.Level}>{Text(heading.Text)}</h{heading.Level}>",
            Piece.Paragraph paragraph => Paragraph(paragraph),
            Piece.Points points => Points(points),
            Piece.Table table => HtmlTable.Write(table, style),
            Piece.Chart chart => $"<figure>{HtmlChart.Write(chart)}<figcaption>{Text(chart.Caption)}</figcaption></figure>",
            Piece.Contents contents =>
                $"<div class=contents>{string.Concat(contents.Entries.Select(entry => Entry(entry, contents.Leaders)))}</div>",
            Piece.Form form => $"<div class=form>{string.Concat(form.Rows.Select(Fields))}</div>",
            Piece.Lines lines => Lines(lines),
            _ => throw new NotSupportedException($"{piece.GetType().Name} is set nowhere within a page's text."),
        });
        html.Append("</div>");
    }

    private static string Paragraph(Piece.Paragraph paragraph) => paragraph.Look == ParagraphLook.DropCap
        ? $"<p class=drop><span class=cap>{paragraph.Text[0]}</span>{Text(paragraph.Text[1..])}</p>"
        : $"<p class={paragraph.Look.ToString().ToLowerInvariant()}>{RunIn(paragraph.RunIn)}{Text(paragraph.Text)}</p>";

    private static string RunIn(string text) => text.Length > 0 ? $"<b>{Text(text)}</b> " : "";

    private static string Lines(Piece.Lines lines) =>
        $"<div class=\"lines{(lines.AtRight ? " right" : "")}\">{string.Join("<br>", lines.Texts.Select(Text))}</div>";

    private static string Points(Piece.Points points)
    {
        var (tag, items) = (points.Numbered ? "ol" : "ul", new StringBuilder());
        for (var at = 0; at < points.Items.Count; at++)
        {
            var below = points.Items.Skip(at + 1).TakeWhile(item => item.StartsWith('\t')).ToList();
            items.Append(CultureInfo.InvariantCulture, $"<li>{Text(points.Items[at])}");
            if (below.Count > 0) items.Append("<ul>").AppendJoin("", below.Select(item => $"<li>{Text(item[1..])}</li>")).Append("</ul>");
            items.Append("</li>");
            at += below.Count;
        }
        return $"<{tag}>{items}</{tag}>";
    }

    private static string Entry((string Title, int Page) entry, Leaders leaders)
    {
        var middle = leaders switch
        {
            Leaders.Dots => "<span class=dots></span>",
            Leaders.Rule => "<span class=rule></span>",
            Leaders.None => "<span class=space></span>",
            _ => "&ensp;",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"<div class=entry><span>{Text(entry.Title)}</span>{middle}<span>{entry.Page}</span></div>");
    }

    private static string Fields(IReadOnlyList<(string Label, string Value)> fields) =>
        $"<div class=fields>{string.Concat(fields.Select(field => Field(field.Label, field.Value)))}</div>";

    private static string Field(string label, string value) => $"<span>{Text(label)}</span><span class=answer>{Text(value)}</span>";

    private static string Note(Piece.Footnote note) =>
        string.Create(CultureInfo.InvariantCulture, $"<p><sup>{note.Number}</sup> {Text(note.Text)}</p>");

    /// <summary>Text of the page; marks of footnotes are raised figures, as most houses draw them.</summary>
    public static string Text(string text)
    {
        var encoded = new StringBuilder(WebUtility.HtmlEncode(text));
        for (var number = 1; number <= 9; number++)
        {
            // Squares and cubes of units are characters of their own.
            var mark = Truth.TruthWriter.Superscript(number);
            if (number is not (2 or 3)) encoded.Replace(mark, string.Create(CultureInfo.InvariantCulture, $"<sup>{number}</sup>"));
        }
        return encoded.ToString();
    }
}
