using CsvHelper;
using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Text;

/// <summary>Delimiter-separated values: one table, its first row the header.</summary>
internal sealed class CsvEngine : IDocumentEngine
{
    /// <summary>Rows read between two looks at the token.</summary>
    private const int RowsPerCheck = 1024;

    /// <summary>The delimiter is told from the first lines; stray quotes are text, and rows may be of any length.</summary>
    private static readonly CsvReaderOptions Options = new() { HasHeader = false, TrimWhitespace = true };

    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var text = TextDecoder.Decode(source.Content);
        var rows = Read(text, OptionsFor(text, source.Sniffed), token);
        return new SinglePageDocument(rows.Count == 0 ? [] : [new Block.Table(rows, HeaderRows: 1)]);
    }

    /// <summary>A name that says tabs is right when there are any: sentences with commas would mislead the detection.</summary>
    private static CsvReaderOptions OptionsFor(string text, SniffedDocument sniffed) =>
        sniffed.MimeType == "text/tab-separated-values" && text.Contains('\t', StringComparison.Ordinal)
            ? Options with { Separator = '\t' }
            : Options;

    private static List<IReadOnlyList<TableCell>> Read(string text, CsvReaderOptions options, CancellationToken token)
    {
        using var csv = CsvReader.FromText(text, options);
        var rows = new List<IReadOnlyList<TableCell>>();
        while (csv.Read())
        {
            if (rows.Count % RowsPerCheck == 0) token.ThrowIfCancellationRequested();
            var fields = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            rows.Add([.. fields.Select(field => new TableCell(field))]);
        }
        return Rectangular(rows);
    }

    /// <summary>Short rows get empty cells: every row has the columns of the longest.</summary>
    private static List<IReadOnlyList<TableCell>> Rectangular(List<IReadOnlyList<TableCell>> rows)
    {
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        return rows.ConvertAll(row => row.Count == width ? row : [.. row, .. Enumerable.Repeat(new TableCell(""), width - row.Count)]);
    }
}
