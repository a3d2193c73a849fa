using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>Reads small JSON bodies, whatever content type they are declared as.</summary>
internal static class JsonBodyReader
{
    private const int LongestBody = 64 * 1024;

    /// <summary>Reads a body.</summary>
    /// <returns>Null for an empty body.</returns>
    /// <exception cref="RefusedException">422: it is no JSON object of this kind, or longer than 64 KiB.</exception>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken token)
        where T : class
    {
        var content = new ArrayBufferWriter<byte>();
        await foreach (var bytes in RequestBytes.ReadAsync(request.BodyReader, token))
        {
            if (content.WrittenCount + bytes.Length > LongestBody) throw Invalid();
            foreach (var segment in bytes) content.Write(segment.Span);
        }

        if (content.WrittenCount == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(content.WrittenSpan, type);
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    private static RefusedException Invalid() => RefusedException.Invalid(
        "invalid_json", "The request body is not a JSON object of at most 64 KiB, or one of its fields has a value of the wrong type.");
}
