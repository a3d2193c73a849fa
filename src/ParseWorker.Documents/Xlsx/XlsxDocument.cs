using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Xlsx.Cells;
using ParseWorker.Documents.Xlsx.Worksheets;
using CellFormats = ParseWorker.Documents.Xlsx.Cells.CellFormats;
using CellValues = ParseWorker.Documents.Xlsx.Cells.CellValues;
using Page = ParseWorker.Documents.Model.Page;

namespace ParseWorker.Documents.Xlsx;

/// <summary>A workbook in reading: a page for each sheet, several for one that is large, so their number shows at the end.</summary>
internal sealed class XlsxDocument : IOpenDocument
{
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _workbook;
    private readonly CellValues _values;

    public XlsxDocument(SpreadsheetDocument document, CancellationToken token)
    {
        _document = document;
        _workbook = document.WorkbookPart ?? throw new DocumentException(DocumentErrors.Corrupt("The XLSX has no workbook."));
        using var strings = _workbook.SharedStringTablePart?.GetStream();
        using var styles = _workbook.WorkbookStylesPart?.GetStream();
        var from1904 = _workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        _values = new CellValues(SharedStrings.Read(strings, token), new CellFormats(styles), from1904);
    }

    public int? PageCount => null;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        var empty = true;
        foreach (var page in Pages(token))
        {
            empty &= page.Blocks.Count < 2 && page.Failure is null;
            if (page.Number >= firstPage) yield return page;
        }
        if (empty) throw new DocumentException(DocumentErrors.Empty());
    }

    public void Dispose() => _document.Dispose();

    private IEnumerable<Page> Pages(CancellationToken token)
    {
        var budget = new CellBudget();
        var number = 0;
        foreach (var sheet in _workbook.Workbook?.Sheets?.Elements<Sheet>() ?? [])
            foreach (var page in Pages(sheet, number, budget, token))
            {
                number = page.Number;
                yield return page;
            }
    }

    /// <summary>Damage costs the rest of a sheet; a passed limit is the whole workbook's.</summary>
    private IEnumerable<Page> Pages(Sheet sheet, int number, CellBudget budget, CancellationToken token)
    {
        var title = new Block.Heading(2, TitleOf(sheet));
        using var pages = SheetReader.Read(PartOf(sheet), _values, budget, token).GetEnumerator();
        for (var more = true; more;)
        {
            var page = PageGuard.Read(++number, () => (more = pages.MoveNext()) ? [title, .. pages.Current] : [], token);
            if (page.Failure is { Code: ParseErrorCodes.DocumentTooLarge } limit) throw new DocumentException(limit);
            if (!more) yield break;
            yield return page;
            if (page.Failure is not null) yield break;
        }
    }

    /// <summary>Null for a sheet whose part is missing or elsewhere.</summary>
    private OpenXmlPart? PartOf(Sheet sheet) => sheet.Id?.Value is { } id && _workbook.TryGetPartById(id, out var part) ? part : null;

    private static string TitleOf(Sheet sheet)
    {
        var hidden = sheet.State is { } state && state.Value != SheetStateValues.Visible;
        return InlineMark.Without(sheet.Name?.Value ?? "") + (hidden ? " (hidden)" : "");
    }
}
