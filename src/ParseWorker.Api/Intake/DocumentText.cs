using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake.Decoding;

namespace ParseWorker.Api.Intake;

/// <summary>The one string of a create's body that holds the document: <c>document.url</c> or <c>document.content</c>.</summary>
/// <param name="bytes">Takes the document's bytes.</param>
internal sealed class DocumentText(ByteSink bytes)
{
    private DataUrlDecoder? _url;
    private Base64Decoder? _content;
    private bool _isEmpty;

    /// <summary>True once a string that is not empty was read.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>A <c>document.url</c> that is no data URL, else null; cut off where no URL that is taken ends.</summary>
    public string? OtherUrl => _url?.OtherUrl;

    /// <summary>True for the fields of <c>document</c> whose strings may be too large for memory.</summary>
    public static bool IsField(string name) => name is "url" or "content";

    /// <summary>Starts the string of <paramref name="field"/>; <see cref="Feed"/> and <see cref="End"/> follow.</summary>
    public void Begin(string field)
    {
        _isEmpty = true;
        (_url, _content) = field == "url"
            ? (new DataUrlDecoder(bytes), (Base64Decoder?)null)
            : (null, new Base64Decoder("document.content", bytes));
    }

    /// <summary>Decodes the next piece of the string.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_isEmpty && IsPresent) throw TwoDocuments();
        _isEmpty = false;
        IsPresent = true;
        _url?.Feed(piece);
        _content?.Feed(piece);
    }

    /// <summary>Ends the string. An empty one counts as none: some clients send both fields, one of them "".</summary>
    public void End()
    {
        if (_isEmpty) return;
        _url?.End();
        _content?.End();
    }

    private static RefusedException TwoDocuments() =>
        RefusedException.Invalid("invalid_request", "'document' holds more than one document: send 'url' or 'content', once.");
}
