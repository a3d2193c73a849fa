namespace ParseWorker.Documents.Tests;

/// <summary>What a table is expected to read like.</summary>
internal static class TableText
{
    /// <summary>A plain table in HTML.</summary>
    /// <param name="header">Its header row.</param>
    /// <param name="rows">Its rows.</param>
    public static string Of(string[] header, params string[][] rows) =>
        $"<table>\n<thead>\n{Row("th", header)}\n</thead>\n<tbody>\n{string.Join('\n', rows.Select(row => Row("td", row)))}\n</tbody>\n"
            + $"</table>";

    private static string Row(string tag, string[] cells) => $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{cell}</{tag}>"))}</tr>";
}
