namespace ParseWorker.Core.Sniffing;

/// <summary>
/// Finds a PDF's header, which readers accept anywhere in the first 1,024 bytes (PDF 1.7 reference, appendix H.3, note 13).
/// </summary>
internal static class PdfSniffer
{
    private const int HeaderWithin = 1024;

    /// <summary>PDF, or null. Text whose name says so may speak of <c>%PDF-</c> without being one.</summary>
    public static SniffedDocument? Find(ReadOnlySpan<byte> head, string extension)
    {
        var at = head[..Math.Min(HeaderWithin, head.Length)].IndexOf("%PDF-"u8);
        if (at < 0) return null;
        if (at > 0 && FileExtension.TextFormat(extension) is not null && TextEncoding.Guess(head) != TextGuess.NotText) return null;
        return new(DocumentType.Pdf, MimeTypes.Pdf);
    }
}
