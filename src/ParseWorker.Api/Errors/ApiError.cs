namespace ParseWorker.Api.Errors;

/// <summary>An answer that says no, in the one shape that every client library reads (<see cref="ErrorBody"/>).</summary>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="Code">Stable and machine-readable.</param>
/// <param name="Message">A sentence: what is wrong, with the field's name, and what to do.</param>
/// <param name="Details">Further facts, or null.</param>
/// <param name="RetryAfter">When to try again, sent in the Retry-After header, or null.</param>
internal sealed record ApiError(
    int Status, string Code, string Message, IReadOnlyDictionary<string, string>? Details = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The exception that makes this the answer, wherever in the request it is thrown.</summary>
    public RefusedException AsException() => new(this);
}
