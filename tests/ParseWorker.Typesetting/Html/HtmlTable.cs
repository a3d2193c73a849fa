using System.Globalization;
using System.Text;
using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Html;

/// <summary>Writes a table as HTML, its rules as the borders of its cells.</summary>
internal static class HtmlTable
{
    private const string Dark = "#2f4f6f";

    public static string Write(Piece.Table table, PageStyle page)
    {
        var caption = table.Caption.Length > 0 ? $"<div class=caption>{HtmlPage.Text(table.Caption)}</div>" : "";
        var html = Rows(table, page);
        return table.Style.CaptionBelow ? html + caption : caption + html;
    }

    private static string Rows(Piece.Table table, PageStyle page)
    {
        var (style, html) = (table.Style, new StringBuilder());
        html.Append(CultureInfo.InvariantCulture,
            $"<table style=\"font-size:{page.Size * style.Scale:F2}pt;{(style.IsWide ? "width:100%;" : "")}{Around(style)}\">");
        var row = 0;
        foreach (var cells in table.Content.Placed())
        {
            var isHeader = row < table.Content.HeaderRows;
            html.Append(CultureInfo.InvariantCulture,
                $"<tr{(style.Rules == TableRules.Shade && !isHeader && row % 2 == 0 ? " style=\"background:#e6e6e6\"" : "")}>");
            foreach (var (column, cell) in cells) Cell(table, row, column, cell, html);
            html.Append("</tr>");
            row++;
        }
        return html.Append("</table>").ToString();
    }

    private static void Cell(Piece.Table table, int row, int column, Cell cell, StringBuilder html)
    {
        var (style, content) = (table.Style, table.Content);
        var isHeader = row < content.HeaderRows;
        var css = string.Create(CultureInfo.InvariantCulture,
            $"padding:{style.PaddingY:F1}pt {style.PaddingX:F1}pt;vertical-align:{(isHeader ? "bottom" : style.IsTop ? "top" : "middle")};")
            + Aligned(content, style, column, cell, isHeader) + (isHeader ? Look(style.Header) : "font-weight:normal;")
                + Borders(table, row, column, cell);
        html.Append(CultureInfo.InvariantCulture,
            $"<td{Span("rowspan", cell.RowSpan)}{Span("colspan", cell.ColumnSpan)} style=\"{css}\">{HtmlPage.Text(cell.Text)}</td>");
    }

    private static string Aligned(TableContent content, TableStyle style, int column, Cell cell, bool isHeader)
    {
        if (cell.ColumnSpan > 1) return "text-align:center;";
        var isText = content.Columns[column] is ColumnKind.Label or ColumnKind.Prose;
        var alignment = isText ? "left" : style.Numbers switch { Alignment.Left => "left", Alignment.Centre => "center", _ => "right" };
        // Sentences take room; names and figures keep to a line, but for headers.
        var width = content.Columns[column] == ColumnKind.Prose ? "min-width:90pt;" : isHeader ? "" : "white-space:nowrap;";
        return $"text-align:{alignment};{width}";
    }

    private static string Look(HeaderLook look) => look switch
    {
        HeaderLook.Bold => "font-weight:bold;",
        HeaderLook.Italic => "font-style:italic;",
        HeaderLook.Shaded => "font-weight:bold;background:#ddd;",
        HeaderLook.Inverse => $"font-weight:bold;color:#fff;background:{Dark};",
        _ => "",
    };

    private static string Around(TableStyle style) => style.Rules is TableRules.Box ? $"border:{Rule(style)};" : "";

    private static string Borders(Piece.Table table, int row, int column, Cell cell)
    {
        var (style, header, rows) = (table.Style, table.Content.HeaderRows, table.Content.Rows.Count);
        var (isFirst, isLast, endsHeader) = (row == 0, row + cell.RowSpan == rows, header > 0 && row + cell.RowSpan == header);
        var above = style.Rules is TableRules.All or TableRules.Horizontal || (style.Rules == TableRules.Book && isFirst);
        var below = style.Rules is TableRules.All or TableRules.Horizontal
            || (style.Rules == TableRules.Book && (isLast || endsHeader))
            || (style.Rules is TableRules.HeaderOnly or TableRules.Vertical or TableRules.Box && endsHeader)
            || (style.Rules == TableRules.Book && row + cell.RowSpan < header && cell.ColumnSpan > 1);
        var left = style.Rules == TableRules.All || (style.Rules == TableRules.Vertical && column > 0);
        var right = style.Rules == TableRules.All;
        return Border("top", above, style) + Border("bottom", below, style) + Border("left", left, style) + Border("right", right, style);
    }

    private static string Border(string side, bool drawn, TableStyle style) => drawn ? $"border-{side}:{Rule(style)};" : "";

    private static string Rule(TableStyle style) => string.Create(CultureInfo.InvariantCulture, $"{style.Weight}pt solid #000");

    private static string Span(string name, int span) => span > 1 ? string.Create(CultureInfo.InvariantCulture, $" {name}={span}") : "";
}
