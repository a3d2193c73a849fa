namespace ParseWorker.Core.Errors;

/// <summary>Who has to act so that a failed parse may complete.</summary>
public enum ErrorFault
{
    /// <summary>The client: the document, or what it asks for, has to change.</summary>
    Document,

    /// <summary>The operator: this service or a model behind it has to work again. The same document may pass later.</summary>
    Service,
}

/// <summary>What one error code means to whoever handles it.</summary>
/// <param name="Code">One of <see cref="ParseErrorCodes"/>.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="Advice">What they can do, a sentence.</param>
public sealed record ParseErrorTrait(string Code, ErrorFault Fault, string Advice)
{
    /// <summary>True when a worker runs the parse again until its attempts are spent; false when one attempt settles it.</summary>
    public bool IsRetried { get; init; }

    /// <summary>True when it counts as a crash for the guard that stops a worker whose hosts die on one document after the other.</summary>
    public bool EndsHost { get; init; }

    /// <summary>True when it is found before an engine has the document: it says nothing of the machine.</summary>
    public bool IsBeforeEngine { get; init; }

    /// <summary>
    /// True for errors of a single page: the parse completes and reports the error as that page's event, unless every page fails.
    /// </summary>
    public bool IsOfOnePage { get; init; }

    /// <summary>The status that answers a create which waits for its parse.</summary>
    public int HttpStatus => Fault == ErrorFault.Document ? 422 : 500;
}

/// <summary>The one table of error codes: workers, the API and the documentation read it.</summary>
public static class ParseErrorTable
{
    private static readonly Dictionary<string, ParseErrorTrait> ByCode = Rows().ToDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>Every code, in the order of the documentation.</summary>
    public static IReadOnlyCollection<ParseErrorTrait> All => ByCode.Values;

    /// <summary>The row of a code; one that a newer build wrote counts as a fault of the service that is not retried.</summary>
    public static ParseErrorTrait Of(string code) => ByCode.TryGetValue(code, out var row)
        ? row
        : new ParseErrorTrait(code, ErrorFault.Service, "Read the message.");

    /// <summary>An error whose message ends with the advice of its row.</summary>
    /// <param name="code">One of <see cref="ParseErrorCodes"/>.</param>
    /// <param name="fact">What happened, a sentence. Never holds document text.</param>
    public static ParseError Explain(string code, string fact) => new(code, $"{fact} {Of(code).Advice}");

    /// <summary>The error of a document none of whose pages could be read.</summary>
    /// <param name="page">The error of one of them.</param>
    public static ParseError OfWholeDocument(ParseError page) => page.Code == ParseErrorCodes.PageUnreadable
        ? Explain(ParseErrorCodes.DocumentCorrupt, "No page of the document can be read.") with { Details = page.Details }
        : page;

    private static IEnumerable<ParseErrorTrait> Rows() =>
    [
        Document(ParseErrorCodes.UnsupportedFormat, "Send a type that is read; the message lists them."),
        Document(ParseErrorCodes.DocumentEmpty, "Send a document that holds text."),
        Document(ParseErrorCodes.DocumentCorrupt, "Check that the upload was complete, or save the document anew."),
        Document(ParseErrorCodes.PasswordProtected, "Remove the password and send it again."),
        Document(ParseErrorCodes.NoTextLayer, "Choose a model that runs OCR, or send a document with a text layer."),
        Document(ParseErrorCodes.EncodingUnknown, "Save the text as UTF-8 and send it again."),
        Document(ParseErrorCodes.DocumentTooLarge, "Split the document and send its parts."),
        Document(ParseErrorCodes.ImageTooLarge, "Scale the image down and send it again."),
        Document(ParseErrorCodes.TooManyPages, "Split the document, or raise Engines__MaxPages of the worker."),
        Document(ParseErrorCodes.ExpandedTooLarge, "Split the document, or raise Engines__MaxTextMb of the worker."),
        Document(ParseErrorCodes.TemporarySpaceExceeded, "Split the document, or raise Engines__TemporaryLimitMb of the worker."),
        Document(ParseErrorCodes.Timeout, "Split the document, or raise time_limit or Engines__WallTime of the worker.")
            with { EndsHost = true },
        Remote(ParseErrorCodes.RemoteUrlInvalid, "Send an http or https URL without credentials, or upload the document."),
        Remote(ParseErrorCodes.RemoteHostNotAllowed, "Upload the document, or have RemoteDocuments__AllowedHosts name the host."),
        Remote(ParseErrorCodes.RemoteAddressBlocked, "Upload the document; addresses that are not public are not fetched from."),
        Remote(ParseErrorCodes.RemoteRedirects, "Send the URL that it leads to."),
        Remote(ParseErrorCodes.RemoteStatus, "Check the URL and whether its link has expired."),
        Remote(ParseErrorCodes.RemoteUnavailable, "Create the parse again later, or upload the document.") with { IsRetried = true },
        Remote(ParseErrorCodes.RemoteUnreachable, "Check the host's name, its certificate and the worker's network.")
            with { IsRetried = true },
        Remote(ParseErrorCodes.RemoteTimeout, "Create the parse again later, or raise Fetching__Timeout.")
            with { IsRetried = true },
        Remote(ParseErrorCodes.RemoteTooLarge, "Split the document, or raise Fetching__MaxBytes."),
        Document(ParseErrorCodes.QueueExpired, "Create the parse again, with a longer expires_after or none.")
            with { IsBeforeEngine = true },
        Document(ParseErrorCodes.EngineOutOfMemory, "Split the document, or raise Engines__MemoryLimitMb of the worker.")
            with { IsRetried = true, EndsHost = true },
        Service(ParseErrorCodes.EngineCrashed, "Save the document with another program, or report it.")
            with { IsRetried = true, EndsHost = true },
        Service(ParseErrorCodes.WorkerLost, "Find out what stops the workers, then create the parse again."),
        Service(ParseErrorCodes.ModelNotConfigured, "Configure the model on every worker, or ask for another one."),
        Service(
            ParseErrorCodes.ModelUnavailable,
            "Check that the endpoint is up; lower the model's Concurrency when it is overloaded, raise its Timeout when it is slow.")
            with { IsRetried = true },
        Service(
            ParseErrorCodes.ModelRejected,
            "The message has the status: 401 and 403 are the key, 404 Endpoint or ModelId, 400 a model without images."),
        Service(ParseErrorCodes.ModelAnswerInvalid, "Check that Endpoint is a chat completions API, up to its /v1.")
            with { IsRetried = true },
        Service(ParseErrorCodes.InternalError, "Read the worker's log; create the parse again.") with { IsRetried = true },
        Document(ParseErrorCodes.PageUnreadable, "Save the document anew and send it again.") with { IsOfOnePage = true },
        Document(ParseErrorCodes.ModelRefused, "Choose another model.") with { IsOfOnePage = true },
        Document(ParseErrorCodes.ModelAnswerEmpty, "Choose another model.") with { IsOfOnePage = true },
        Document(ParseErrorCodes.ModelAnswerTooLong, "Choose another model, or raise its MaxOutputTokens.") with { IsOfOnePage = true },
    ];

    private static ParseErrorTrait Document(string code, string advice) => new(code, ErrorFault.Document, advice);

    private static ParseErrorTrait Remote(string code, string advice) => Document(code, advice) with { IsBeforeEngine = true };

    private static ParseErrorTrait Service(string code, string advice) => new(code, ErrorFault.Service, advice);
}
