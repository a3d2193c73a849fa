using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParseWorker.Api.Errors;

/// <summary>
/// The body of every error. Client libraries differ in what they read: some want a string <c>detail</c>, some a top-level
/// <c>message</c> and <c>code</c>; this shape serves all of them.
/// </summary>
internal sealed record ErrorBody(
    [property: Description("What is wrong and what to do, for people.")] string Detail,
    [property: Description("Stable and machine-readable; more may come.")] string Code,
    [property: Description("The same sentence as `detail`.")] string Message,
    [property: Description("Further facts; empty when there are none.")] IReadOnlyDictionary<string, string> Details)
{
    /// <summary>The body that says <paramref name="error"/>.</summary>
    public static ErrorBody Of(ApiError error) =>
        new(error.Message, error.Code, error.Message, error.Details ?? new Dictionary<string, string>());
}

/// <summary>Writes <see cref="ErrorBody"/> without reflection.</summary>
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorJson : JsonSerializerContext
{
    /// <summary>Quotes stay readable: these sentences are for people at a terminal, and the content type is never HTML.</summary>
    public static ErrorJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
