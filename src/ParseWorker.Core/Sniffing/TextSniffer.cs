using System.Text.RegularExpressions;

namespace ParseWorker.Core.Sniffing;

/// <summary>Sorts what decodes as text. Markup is recognised by its first tag; between the other formats the extension decides.</summary>
internal static partial class TextSniffer
{
    private const int MarkupWithin = 4096;

    /// <summary>A text format, or null when the bytes are not text and the name does not claim that they are.</summary>
    public static SniffedDocument? Find(ReadOnlySpan<byte> head, string extension)
    {
        var claimed = FileExtension.TextFormat(extension);
        var text = TextEncoding.Peek(head);
        // A name that claims text goes to the text engine, which says that the encoding is unknown.
        if (text is null) return claimed is null ? null : new(DocumentType.Text, MimeTypes.Text);

        var start = text.AsSpan(0, Math.Min(text.Length, MarkupWithin));
        if (HtmlDocument().IsMatch(start)) return new(DocumentType.Html, MimeTypes.Html);
        if (claimed is not null) return claimed;
        if (MailSniffer.IsMail(text, extension)) return new(DocumentType.Email, MimeTypes.Message);
        if (CodeSniffer.Find(text, extension) is { } code) return code;
        return HtmlFragment().IsMatch(start) ? new(DocumentType.Html, MimeTypes.Html) : new(DocumentType.Text, MimeTypes.Text);
    }

    [GeneratedRegex(
        @"^\s*(<\?xml[^>]*>\s*)?(<!--(?>(?!-->)[\s\S])*-->\s*)*<(!doctype\s+html|html|head|body)[\s>]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlDocument();

    /// <summary>The tags of the WHATWG MIME sniffing table; Markdown may start with them too, so the name is asked first.</summary>
    [GeneratedRegex(
        @"^\s*<(script|iframe|h[1-6]|div|font|table|a|style|title|b|br|p|ul|ol|article|section|main|meta)[\s/>]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlFragment();
}
