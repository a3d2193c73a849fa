using System.Buffers;
using System.Text;
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
    /// <exception cref="RefusedException">
    /// 422: it is no JSON object of this kind. 413: it is longer than 64 KiB. 400: it cannot be read.
    /// </exception>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken token)
        where T : class
    {
        var content = new ArrayBufferWriter<byte>();
        await foreach (var bytes in RequestBytes.ReadAsync(request.BodyReader, token))
        {
            if (content.WrittenCount + bytes.Length > LongestBody)
                throw new RefusedException(ErrorAnswers.ForStatus(StatusCodes.Status413PayloadTooLarge));
            foreach (var segment in bytes) content.Write(segment.Span);
        }

        var text = content.WrittenMemory;
        if (text.Span.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        if (text.IsEmpty) return null;
        try
        {
            return JsonSerializer.Deserialize(text.Span, type);
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    private static RefusedException Invalid() => RefusedException.Invalid(
        "invalid_json", "The request body is not a JSON object, or a field is unknown or has a value of the wrong type.");
}
