using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Writes PDFs object by object, for what no library writes.</summary>
public static class RawPdf
{
    /// <summary>A PDF of the given objects, numbered from 1.</summary>
    /// <param name="trailer">The entries of the trailer besides its size.</param>
    /// <param name="objects">Each object's body, in Latin-1.</param>
    public static byte[] Make(string trailer, params string[] objects)
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var number = 1; number <= objects.Length; number++)
        {
            offsets.Add(pdf.Length);
            pdf.Append($"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) pdf.Append($"{offset:D10} 00000 n \n");
        pdf.Append($"trailer\n<< /Size {objects.Length + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>A one-page PDF whose content is the given operators; the font <c>/F1</c> is Helvetica, <c>/F2</c> its bold.</summary>
    /// <param name="operators">They draw the page.</param>
    /// <param name="box">The entries that say how large the page is and which way up; US letter by default.</param>
    public static byte[] Page(string operators, string box = "/MediaBox [0 0 612 792]") => Make(
        "/Root 1 0 R",
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        $"<< /Type /Page /Parent 2 0 R {box} /Contents 6 0 R /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        Stream(Encoding.Latin1.GetBytes(operators)));

    /// <summary>
    /// A one-page PDF whose font <c>/F1</c> maps the codes 1, 2, 3 … to the given characters, as fonts of other scripts are set.
    /// </summary>
    public static byte[] PageOf(string characters, string operators)
    {
        var map = string.Join('\n', characters.Select((character, at) => $"<{at + 1:X2}> <{(int)character:X4}>"));
        var toUnicode =
            $"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange {characters.Length} "
            + $"beginbfchar\n{map}\nendbfchar endcmap end";
        return Make(
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            $"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 7 0 R >> "
            + $"/Resources << >> /Encoding << /Type /Encoding /Differences [1 "
            + $"{string.Concat(Enumerable.Repeat("/a ", characters.Length))}] >> /FirstChar 1 /LastChar {characters.Length} /Widths "
            + $"[{string.Join(' ', characters.Select(character => character == ' ' ? 250 : 500))}] /ToUnicode 6 0 R >>",
            Stream(Encoding.Latin1.GetBytes(operators)),
            Stream(Encoding.Latin1.GetBytes(toUnicode)),
            Stream("500 0 d0"u8.ToArray()));
    }

    /// <summary>A one-page PDF with annotations that are fields of its form too, unless they name another subtype.</summary>
    public static byte[] Form(string operators, params string[] annotations)
    {
        const int First = 6;
        var numbers = string.Join(' ', annotations.Select((_, at) => $"{First + at} 0 R"));
        return Make(
            "/Root 1 0 R",
            [
                $"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{numbers}] >> >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Annots [{numbers}] /Resources << /Font << /F1 4 "
                + $"0 R >> >> >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
                Stream(Encoding.Latin1.GetBytes(operators)),
                .. annotations.Select(annotation =>
                    $"<< /Type /Annot {(annotation.Contains("/Subtype", StringComparison.Ordinal) ? "" : "/Subtype /Widget")} /P 3 0 R "
                        + $"{annotation} >>"),
            ]);
    }

    /// <summary>
    /// A PDF of US letter pages, each with the given body of its page object after the type, the parent and the font <c>/F1</c>.
    /// </summary>
    public static byte[] Pages(params string[] entries) => Make(
        "/Root 1 0 R",
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(4, entries.Length).Select(number => $"{number} 0 R"))}] /Count "
            + $"{entries.Length} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            .. entries.Select(entry => $"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> {entry} >>"),
            Stream(Encoding.Latin1.GetBytes("BT /F1 12 Tf 72 700 Td (A page with text.) Tj ET")),
        ]);

    /// <summary>
    /// A PDF of US letter pages whose contents are the given operators; fonts as in <see cref="Page"/>. Page n (from 1) is object 3 + 2n,
    /// and has the key n - 1 in a structure tree.
    /// </summary>
    /// <param name="contents">The operators of each page.</param>
    /// <param name="catalog">Further entries of the catalog.</param>
    /// <param name="further">Further objects; the first is number 5 + 2 × pages.</param>
    public static byte[] Document(IReadOnlyList<string> contents, string catalog = "", params string[] further) => Make(
        "/Root 1 0 R",
        [
            $"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', contents.Select((_, at) => $"{5 + 2 * at} 0 R"))}] /Count {contents.Count} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            .. contents.SelectMany((operators, at) => new[]
            {
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * at} 0 R /StructParents {at} /Resources << "
                + $"/Font << /F1 3 0 R /F2 4 0 R >> >> >>",
                Stream(Encoding.Latin1.GetBytes(operators)),
            }),
            .. further,
        ]);

    /// <summary>The body of a stream object.</summary>
    public static string Stream(byte[] content) =>
        $"<< /Length {content.Length} >>\nstream\n{Encoding.Latin1.GetString(content)}\nendstream";
}
