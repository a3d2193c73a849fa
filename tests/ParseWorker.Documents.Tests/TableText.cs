namespace ParseWorker.Documents.Tests;

/// <summary>What a table is expected to read like.</summary>
internal static class TableText
{
    /// <summary>A plain table in HTML.</summary>
    /// <param name="head">The names of its columns.</param>
    /// <param name="rows">Its rows.</param>
    public static string Of(string[] head, params string[][] rows) =>
        $"<table>\n<thead>\n{Row("th", head)}\n</thead>\n<tbody>\n{string.Join('\n', rows.Select(row => Row("td", row)))}\n</tbody>\n"
            + $"</table>";

    private static string Row(string tag, string[] cells) => $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{cell}</{tag}>"))}</tr>";
}
