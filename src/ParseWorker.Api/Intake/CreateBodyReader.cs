using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>
/// Reads a create's body: the document goes to a spool file while it streams in, the rest becomes a <see cref="CreateBody"/>.
/// </summary>
internal sealed class CreateBodyReader(SpoolDirectory directory, IOptions<DocumentOptions> options)
{
    /// <summary>Bytes of a document that are gathered before they are written; each connection may hold as many for as long as it
    /// likes.</summary>
    private const int WriteAt = 64 * 1024;

    /// <summary>Reads the body to its end.</summary>
    /// <returns>What was sent; the caller disposes it.</returns>
    /// <exception cref="RefusedException">The body is not what the contract says, or too large.</exception>
    public async Task<ReceivedCreate> ReadAsync(PipeReader body, CancellationToken token)
    {
        var spool = directory.Open();
        try
        {
            var (envelope, document) = await ReadAsync(body, spool, token);
            return new ReceivedCreate(ParseEnvelope(envelope.Span), document, spool);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private async Task<(ReadOnlyMemory<byte> Envelope, DocumentText Document)> ReadAsync(
        PipeReader body, SpoolFile spool, CancellationToken token)
    {
        var decoded = new ArrayBufferWriter<byte>();
        var document = new DocumentText(bytes => decoded.Write(bytes));
        var scanner = new CreateBodyScanner(document);
        var length = 0L;
        await foreach (var bytes in RequestBytes.ReadAsync(body, token))
        {
            length += bytes.Length;
            if (length > options.Value.MaxBodyBytes) throw BodyTooLarge();
            foreach (var segment in bytes)
            {
                scanner.Feed(segment.Span);
                if (decoded.WrittenCount < WriteAt) continue;
                await spool.WriteAsync(decoded.WrittenMemory, token);
                decoded.ResetWrittenCount();
            }
        }

        await spool.WriteAsync(decoded.WrittenMemory, token);
        return (scanner.Envelope, document);
    }

    private static CreateBody ParseEnvelope(ReadOnlySpan<byte> envelope)
    {
        if (envelope.StartsWith(Encoding.UTF8.Preamble)) envelope = envelope[Encoding.UTF8.Preamble.Length..];
        if (envelope.IsEmpty) throw Refuse("The request body is empty");
        if (!Utf8.IsValid(envelope)) throw Refuse("The request body is not UTF-8");
        try
        {
            return JsonSerializer.Deserialize(envelope, CreateBodyJson.Default.CreateBody) ?? throw Refuse("The request body is null");
        }
        catch (JsonException exception)
        {
            throw Refuse(Describe(exception));
        }
    }

    /// <summary>The parser's own sentence may quote the body, so it is not passed on.</summary>
    private static string Describe(JsonException exception)
    {
        var field = exception.Path is { Length: > 2 } path ? path[2..] : null;
        if (exception.InnerException is JsonException) return "The request body is not valid JSON";
        return field is null ? "The request body is not a JSON object" : $"'{field}' has a value of the wrong type, or is given twice";
    }

    private static RefusedException BodyTooLarge() => new(new ApiError(
        StatusCodes.Status413PayloadTooLarge, "request_too_large",
            "The request body is much longer than the largest document could make it."));

    private static RefusedException Refuse(string what) =>
        RefusedException.Invalid("invalid_json", $"{what}. Send a JSON object with 'document' and, if wanted, 'model', " +
            "'table_parsing_format', 'image_resolution_dpi', 'instructions', 'bust_cache', 'background', 'expires_after' and " +
            "'time_limit'.");
}
