namespace ParseWorker.Api.Errors;

/// <summary>An answer that says no, in the one shape that every client library reads (<see cref="ErrorBody"/>).</summary>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="Code">Stable and machine-readable.</param>
/// <param name="Message">A sentence: what is wrong, with the field's name, and what to do.</param>
/// <param name="Details">Further facts, or null.</param>
internal sealed record ApiError(int Status, string Code, string Message, IReadOnlyDictionary<string, string>? Details = null)
{
    /// <summary>The exception that makes this the answer, wherever in the request it is thrown.</summary>
    public RefusedException AsException() => new(this);

    /// <summary>422 for a request whose <paramref name="message"/> names the field at fault.</summary>
    public static ApiError Invalid(string code, string message) => new(StatusCodes.Status422UnprocessableEntity, code, message);

    /// <summary>404 for a parse that this environment does not have; another environment's looks the same.</summary>
    public static ApiError NoSuchParse(string id) =>
        new(StatusCodes.Status404NotFound, "not_found", $"Parse '{id}' was not found in this environment.");
}
