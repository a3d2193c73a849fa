using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ParseWorker.Documents.Model;
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
        var number = 0;
        var empty = true;
        foreach (var (title, blocks) in Sheets(token))
        {
            token.ThrowIfCancellationRequested();
            empty &= blocks.Count == 0;
            if (++number >= firstPage) yield return new Page(number, [title, .. blocks]);
        }
        if (empty) throw new DocumentException(DocumentErrors.Empty());
    }

    public void Dispose() => _document.Dispose();

    private IEnumerable<(Block Title, IReadOnlyList<Block> Blocks)> Sheets(CancellationToken token)
    {
        var budget = new CellBudget();
        foreach (var sheet in _workbook.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            var title = new Block.Heading(2, TitleOf(sheet));
            foreach (var blocks in SheetReader.Read(PartOf(sheet), _values, budget, token)) yield return (title, blocks);
        }
    }

    /// <summary>Null for a sheet whose part is missing or elsewhere.</summary>
    private OpenXmlPart? PartOf(Sheet sheet) => sheet.Id?.Value is { } id && _workbook.TryGetPartById(id, out var part) ? part : null;

    private static string TitleOf(Sheet sheet)
    {
        var hidden = sheet.State is { } state && state.Value != SheetStateValues.Visible;
        return (sheet.Name?.Value ?? "") + (hidden ? " (hidden)" : "");
    }
}
