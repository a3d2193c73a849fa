namespace ParseWorker.Api.Intake;

/// <summary>A create as it came in.</summary>
/// <param name="Body">Everything but the document.</param>
/// <param name="Document">What became of the document's string.</param>
/// <param name="Spool">The document's bytes; gone when this is disposed.</param>
internal sealed record ReceivedCreate(CreateBody Body, DocumentText Document, SpoolFile Spool) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Spool.DisposeAsync();
}
