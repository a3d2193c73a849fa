using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace ParseWorker.Testing.Documents;

/// <summary>
/// Makes documents of every kind the engines read or refuse. DOCX and damaged ones are in the other makers of this folder.
/// </summary>
public static class SampleDocuments
{
    private const double Margin = 72;
    private const double FontSize = 11;
    private const double LineHeight = 14;

    /// <summary>A PDF of <paramref name="pages"/> pages; page n starts with the line <c>This is page n of the document.</c></summary>
    /// <param name="pages">1 or more.</param>
    /// <param name="linesPerPage">Lines of filler on each page, 0 to 45: more lines, more work for the engine.</param>
    public static byte[] Pdf(int pages, int linesPerPage = 5) =>
        Pdf([.. Enumerable.Range(1, pages).Select(number => Filler(number, linesPerPage))]);

    /// <summary>A PDF with a page for each text; its lines stand under each other. Characters of Windows-1252 only.</summary>
    public static byte[] Pdf(params string[] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
        {
            var page = builder.AddPage(PageSize.A4);
            var top = page.PageSize.Top - Margin;
            foreach (var line in text.Split('\n'))
            {
                if (line.Length > 0) page.AddText(line, FontSize, new PdfPoint(Margin, top), font);
                top -= LineHeight;
            }
        }
        return builder.Build();
    }

    /// <summary>A PDF as a scanner makes it: images, no text.</summary>
    public static byte[] ScannedPdf(int pages = 1)
    {
        var builder = new PdfDocumentBuilder();
        var image = SampleImages.Png();
        for (var number = 0; number < pages; number++)
        {
            var page = builder.AddPage(PageSize.A4);
            page.AddPng(image, page.PageSize);
        }
        return builder.Build();
    }

    /// <summary>A PDF whose second half never arrived.</summary>
    public static byte[] TruncatedPdf()
    {
        var whole = Pdf(pages: 3);
        return whole[..(whole.Length / 2)];
    }

    /// <summary>Starts like a PDF, and is junk.</summary>
    public static byte[] CorruptPdf() =>
        Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj << /Type /Cat \u00FF\u00FE junk\nstartxref\n99\n%%EOF\n");

    /// <summary>Bytes that are text in no encoding and start like no format.</summary>
    public static byte[] Junk() => [.. Enumerable.Range(0, 512).Select(index => (byte)(index * 37 + 1 + index / 7))];

    private static string Filler(int number, int lines)
    {
        var text = new StringBuilder($"This is page {number} of the document.\n");
        for (var line = 1; line <= lines; line++) text.Append($"Line {line} of page {number} says nothing, and says it at some length.\n");
        return text.ToString();
    }
}
