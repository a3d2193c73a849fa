namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Tells a truncated PDF. A lenient parser would rebuild it from what is left and show fewer pages than the document has,
/// which must not pass for a complete parse.
/// </summary>
internal static class PdfEnding
{
    /// <summary>
    /// Readers look for the end marker in the last 1,024 bytes (PDF 1.7 reference, appendix H.3, note 18); mailers append more.
    /// </summary>
    private const int MarkerWithin = 16 * 1024;

    /// <exception cref="DocumentException">The document does not end as a PDF does.</exception>
    public static void Check(ReadOnlySpan<byte> pdf)
    {
        var tail = pdf[Math.Max(0, pdf.Length - MarkerWithin)..];
        var start = tail.LastIndexOf("startxref"u8);
        if (start >= 0 && tail[start..].IndexOf("%%EOF"u8) >= 0) return;
        throw new DocumentException(DocumentErrors.Corrupt("The PDF ends before its end marker: it is truncated."));
    }
}
