using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Engines;

/// <summary>
/// The limits of one document's pages and text. Counted in the worker and not in the host: a malicious document may have taken over the
/// host.
/// </summary>
internal sealed class DocumentLimits(EngineOptions options)
{
    private const int BytesPerMb = 1024 * 1024;

    private long _textBytes;

    /// <summary>Counts a message.</summary>
    /// <exception cref="DocumentLimitException">The document is past a limit.</exception>
    public void Count(EngineMessage message)
    {
        if (message is EngineMessage.Opened { PageCount: { } pages } && pages > options.MaxPages) throw TooManyPages(options);
        if (message is EngineMessage.PageImage image && image.Number > options.MaxPages) throw TooManyPages(options);
        if (message is not EngineMessage.PageText page) return;
        if (page.Number > options.MaxPages) throw TooManyPages(options);
        _textBytes += Encoding.UTF8.GetByteCount(page.Text);
        if (_textBytes > options.MaxTextMb * (long)BytesPerMb) throw ExpandedTooLarge(options);
    }

    public static DocumentLimitException TemporarySpaceExceeded(EngineOptions options) => new(ParseErrorTable.Explain(
        ParseErrorCodes.TemporarySpaceExceeded, $"The document takes more than {options.TemporaryLimitMb:N0} MiB of temporary files."));

    private static DocumentLimitException TooManyPages(EngineOptions options) => new(ParseErrorTable.Explain(
        ParseErrorCodes.TooManyPages, $"The document has more than {options.MaxPages:N0} pages."));

    private static DocumentLimitException ExpandedTooLarge(EngineOptions options) => new(ParseErrorTable.Explain(
        ParseErrorCodes.ExpandedTooLarge, $"The document becomes more than {options.MaxTextMb:N0} MiB of text."));
}
