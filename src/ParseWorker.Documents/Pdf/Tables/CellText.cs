using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>The text of a cell: its lines, joined as a paragraph's are.</summary>
internal static class CellText
{
    public static string Of(IReadOnlyList<Fragment> fragments) => new Paragraph(LineBuilder.Build(fragments)).Text;
}
