using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Remote;

/// <summary>A document could not be fetched; the error's code names the rule or the failure.</summary>
internal sealed class RemoteDocumentException(ParseError error) : Exception(error.Message)
{
    /// <summary>What the parse fails with, or waits for another attempt with.</summary>
    public ParseError Error { get; } = error;
}
