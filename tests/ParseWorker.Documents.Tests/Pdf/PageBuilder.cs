using System.Globalization;
using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf;

/// <summary>Sets text and lines on a page, US letter, by hand.</summary>
internal sealed class PageBuilder
{
    private readonly StringBuilder _operators = new();

    public PageBuilder Text(double left, double baseline, string text, double size = 10, bool bold = false)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal)
            .Replace(")", "\\)", StringComparison.Ordinal);
        _operators.AppendLine(CultureInfo.InvariantCulture, $"BT /F{(bold ? 2 : 1)} {size} Tf {left} {baseline} Td ({escaped}) Tj ET");
        return this;
    }

    /// <summary>Operators as they are.</summary>
    public PageBuilder Raw(string operators)
    {
        _operators.AppendLine(operators);
        return this;
    }

    /// <summary>Lines under each other, 12 points apart.</summary>
    public PageBuilder Lines(double left, double top, params string[] lines)
    {
        for (var at = 0; at < lines.Length; at++) Text(left, top - 12 * at, lines[at]);
        return this;
    }

    /// <summary>Fragments beside each other, 100 points apart; an empty one leaves its place free.</summary>
    public PageBuilder Row(double baseline, params string[] fragments)
    {
        for (var at = 0; at < fragments.Length; at++)
            if (fragments[at].Length > 0) Text(75 + (100 * at), baseline, fragments[at]);
        return this;
    }

    public PageBuilder Rule(double fromX, double fromY, double toX, double toY)
    {
        _operators.AppendLine(CultureInfo.InvariantCulture, $"{fromX} {fromY} m {toX} {toY} l S");
        return this;
    }

    /// <summary>A grid of lines.</summary>
    public PageBuilder Grid(double[] columns, double[] rows)
    {
        foreach (var x in columns) Rule(x, rows[^1], x, rows[0]);
        foreach (var y in rows) Rule(columns[0], y, columns[^1], y);
        return this;
    }

    /// <summary>What draws it.</summary>
    public string Operators => _operators.ToString();

    /// <summary>The page as a document.</summary>
    public byte[] Pdf() => RawPdf.Page(Operators);

    /// <summary>A document of several pages.</summary>
    public static byte[] Pdf(params PageBuilder[] pages) => RawPdf.Document([.. pages.Select(page => page.Operators)]);

    public async Task<string> ReadAsync() => Assert.Single(await Parsed.TextsAsync(Pdf(), "a.pdf"));
}
