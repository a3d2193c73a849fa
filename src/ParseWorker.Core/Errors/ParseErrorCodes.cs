namespace ParseWorker.Core.Errors;

/// <summary>The stable codes of <see cref="ParseError"/>; clients branch on them, so they are never renamed.</summary>
public static class ParseErrorCodes
{
    /// <summary>The bytes are of a type no engine reads.</summary>
    public const string UnsupportedFormat = "unsupported_format";

    /// <summary>The document holds no bytes.</summary>
    public const string DocumentEmpty = "document_empty";

    /// <summary>The document is damaged or truncated.</summary>
    public const string DocumentCorrupt = "document_corrupt";

    /// <summary>One page is damaged; the rest of the document was read. In a completed parse's events, never a parse's own error.</summary>
    public const string PageUnreadable = "page_unreadable";

    /// <summary>The document needs a password.</summary>
    public const string PasswordProtected = "password_protected";

    /// <summary>No page holds text that can be read without OCR, and OCR was not asked for or is not installed.</summary>
    public const string NoTextLayer = "no_text_layer";

    /// <summary>The text is in no known encoding.</summary>
    public const string EncodingUnknown = "encoding_unknown";

    /// <summary>The document passes a limit (pages, expanded size, nesting).</summary>
    public const string DocumentTooLarge = "document_too_large";

    /// <summary>An image has more pixels than the engine decodes.</summary>
    public const string ImageTooLarge = "image_too_large";

    /// <summary>The document has more pages than the worker allows.</summary>
    public const string TooManyPages = "too_many_pages";

    /// <summary>The document becomes more text than the worker allows.</summary>
    public const string ExpandedTooLarge = "expanded_too_large";

    /// <summary>The document takes more temporary disk than the worker allows.</summary>
    public const string TemporarySpaceExceeded = "temporary_space_exceeded";

    /// <summary>The attempt ran longer than its wall time, or the parse than its <c>time_limit</c>.</summary>
    public const string Timeout = "timeout";

    /// <summary>No worker started the parse before its deadline, <c>expires_after</c>.</summary>
    public const string QueueExpired = "queue_expired";

    /// <summary>The engine's process died.</summary>
    public const string EngineCrashed = "engine_crashed";

    /// <summary>The engine's process used more memory than it may.</summary>
    public const string EngineOutOfMemory = "engine_out_of_memory";

    /// <summary>One worker after the other was lost with this parse.</summary>
    public const string WorkerLost = "worker_lost";

    /// <summary>The parse asks for a model that its worker's configuration does not have.</summary>
    public const string ModelNotConfigured = "model_not_configured";

    /// <summary>The vision model's endpoint cannot be reached, is overloaded, or answers with errors.</summary>
    public const string ModelUnavailable = "model_unavailable";

    /// <summary>The vision model's endpoint does not take the request: its key, its model's name, or the request itself.</summary>
    public const string ModelRejected = "model_rejected";

    /// <summary>What the vision model's endpoint answers can't be read.</summary>
    public const string ModelAnswerInvalid = "model_answer_invalid";

    /// <summary>Of a page: the vision model declined to read it.</summary>
    public const string ModelRefused = "model_refused";

    /// <summary>Of a page: the vision model answered nothing.</summary>
    public const string ModelAnswerEmpty = "model_answer_empty";

    /// <summary>Of a page: the vision model's answer was longer than it may be.</summary>
    public const string ModelAnswerTooLong = "model_answer_too_long";

    /// <summary>The document's URL, or one that it redirects to, is not http or https, carries credentials, or can't be read.</summary>
    public const string RemoteUrlInvalid = "remote_url_invalid";

    /// <summary>The URL's host, or that of a redirect, is not one that documents are fetched from.</summary>
    public const string RemoteHostNotAllowed = "remote_host_not_allowed";

    /// <summary>The host's name leads to an address that is not of the public internet; the error's details name the rule.</summary>
    public const string RemoteAddressBlocked = "remote_address_blocked";

    /// <summary>The host redirects more often than is followed.</summary>
    public const string RemoteRedirects = "remote_redirects";

    /// <summary>The host answered something else than the document.</summary>
    public const string RemoteStatus = "remote_status";

    /// <summary>The host answered that it can't answer just now.</summary>
    public const string RemoteUnavailable = "remote_unavailable";

    /// <summary>The host's name leads nowhere, it takes no connection, its TLS is not trusted, or it went away.</summary>
    public const string RemoteUnreachable = "remote_unreachable";

    /// <summary>The host did not send the document in time.</summary>
    public const string RemoteTimeout = "remote_timeout";

    /// <summary>The document at the URL is larger than is fetched.</summary>
    public const string RemoteTooLarge = "remote_too_large";

    /// <summary>A fault in this service, not in the document.</summary>
    public const string InternalError = "internal_error";
}
