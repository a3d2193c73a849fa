using System.Runtime.CompilerServices;
using CsvHelper;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Documents.Text;

/// <summary>Rows in reading: cut into pages as they come, so that memory holds one page and a table of any length can be shown.</summary>
internal sealed class CsvDocument(CsvReader csv) : IOpenDocument
{
    /// <summary>Rows read between two looks at the token.</summary>
    private const int RowsPerCheck = 1024;

    public int? PageCount => null;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        var number = 0;
        foreach (var table in CsvPages.Cut(Rows(token)))
            if (++number >= firstPage) yield return new Page(number, [table]);
        if (number == 0) throw new DocumentException(DocumentErrors.Empty());
    }

    public void Dispose() => csv.Dispose();

    /// <summary>The rows that have a text.</summary>
    private IEnumerable<string[]> Rows(CancellationToken token)
    {
        for (var rows = 0; csv.Read(); rows++)
        {
            if (rows % RowsPerCheck == 0) token.ThrowIfCancellationRequested();
            if (csv.FieldCount > TableGrid.MaxCells)
                throw new DocumentException(ParseErrorCodes.DocumentTooLarge, $"A row has more than {TableGrid.MaxCells:N0} fields.");
            var fields = Enumerable.Range(0, csv.FieldCount).Select(field => InlineMark.Without(csv.GetString(field))).ToArray();
            if (!fields.All(string.IsNullOrWhiteSpace)) yield return fields;
        }
    }
}
