using System.Globalization;
using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Html;

/// <summary>The style sheet of a page's style.</summary>
internal static class Css
{
    public static string Of(PageStyle style) => string.Create(CultureInfo.InvariantCulture, $$"""
        @page { size: {{style.Width}}pt {{style.Height}}pt; margin: 0 }
        * { box-sizing: border-box }
        body { margin: 0; font: {{style.Size}}pt/{{style.Leading}} "{{style.Family}}"; color: #000; -webkit-print-color-adjust: exact }
        .page { width: {{style.Width}}pt; height: {{style.Height - 1}}pt; padding: {{style.Margin}}pt;
          position: relative; overflow: hidden; break-after: page }
        .page:last-child { break-after: auto }
        .head { position: absolute; top: {{style.Margin * 0.45}}pt; left: {{style.Margin}}pt; right: {{style.Margin}}pt; font-size: 85% }
        .foot { position: absolute; bottom: {{style.Margin * 0.4}}pt; left: {{style.Margin}}pt;
          right: {{style.Margin}}pt; font-size: 85%; text-align: center }
        .middle { height: 100%; display: flex; gap: {{style.Gutter}}pt }
        .main { flex: 1; min-width: 0; height: 100%; display: flex; flex-direction: column }
        .side { width: 28%; font-size: 88%; background: #eee; padding: 8pt; align-self: flex-start }
        .body { flex: 1; min-height: 0; {{Columns(style)}} }
        .notes { font-size: 80%; border-top: 0.5pt solid #000; padding-top: 3pt; margin-top: 6pt }
        .notes p { margin: 0; text-indent: 0 }
        .piece { break-inside: avoid }
        p { margin: 0 0 {{(style.IsIndented ? 0 : style.Size * 0.6)}}pt; text-indent: {{(style.IsIndented ? style.Size * 1.4 : 0)}}pt;
          text-align: {{(style.IsJustified ? "justify" : "left")}}; orphans: 2; widows: 2 }
        p.drop { text-indent: 0 }
        .cap { float: left; font-size: {{style.Size * style.Leading * 2.9}}pt; line-height: {{style.Size * style.Leading * 2.9 * 0.82}}pt;
          padding-right: 3pt }
        p.letterspaced { letter-spacing: 0.12em }
        p.smallcaps { font-size: 80% }
        p.quotation { font-style: italic; margin-left: 2em; margin-right: 2em }
        ul, ol { margin: 0 0 {{style.Size * 0.6}}pt; padding-left: 2.2em }
        figure { margin: 6pt 0 }
        figcaption, .caption { font-size: 90%; margin: 4pt 0; text-align: left }
        table { border-collapse: collapse; margin: 6pt 0 }
        .entry, .fields { display: flex; align-items: baseline; margin: 0.25em 0 }
        .dots { flex: 1; overflow: hidden; white-space: nowrap; text-align: right }
        .space { flex: 1 }
        .rule, .answer { flex: 1; margin: 0 0.4em; border-bottom: 0.7pt dotted #000 }
        .answer { border-bottom-style: solid; min-height: 1em }
        .lines { margin: 0 0 {{style.Size}}pt }
        .right { margin-left: 60% }
        sup { font-size: 65%; line-height: 0 }
        {{Headings(style)}}
        """);

    private static string Columns(PageStyle style) => style.Columns == 1 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"columns: {style.Columns}; column-gap: {style.Gutter}pt; column-fill: auto;");

    private static string Headings(PageStyle style)
    {
        var look = style.Heading;
        string[] common =
        [
            $"font-family: \"{style.HeadingFamily}\"",
            $"font-weight: {(look.IsBold ? "bold" : "normal")}",
            $"font-style: {(look.IsItalic ? "italic" : "normal")}",
            string.Create(CultureInfo.InvariantCulture, $"letter-spacing: {look.Tracking}em"),
            $"text-align: {(look.IsCentred ? "center" : "left")}",
            $"color: {(look.IsColoured ? "#1f3f7f" : "#000")}",
            "line-height: 1.2; margin: 0.8em 0 0.45em; break-after: avoid",
        ];
        return string.Concat(Enumerable.Range(1, 3).Select(level => string.Create(
            CultureInfo.InvariantCulture,
                $"h{level} {{ {string.Join("; ", common)}; font-size: {style.Size * look.ScaleOf(level):F2}pt }}\n")));
    }
}
