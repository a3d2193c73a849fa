using System.IO.Pipelines;
using System.Text.Json;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Bodies;

/// <summary>Writes Parse objects into a response while it is sent: a long text is never built as one string.</summary>
internal sealed class ParseWriter : IAsyncDisposable
{
    private const string BetweenPages = "\n\n";
    private const string OutputKey = "output";

    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int FlushAt = 32 * 1024;

    private readonly PipeWriter _body;
    private readonly CancellationToken _token;

    /// <summary>Starts writing to <paramref name="body"/>; the token ends it with the connection.</summary>
    public ParseWriter(PipeWriter body, CancellationToken token)
    {
        _body = body;
        _token = token;
        Json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = ParseJson.Encoder, SkipValidation = true });
    }

    /// <summary>For what stands around the objects.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Writes one object.</summary>
    /// <param name="parse">The record.</param>
    /// <param name="pages">Its text by page; empty for none.</param>
    public async Task WriteAsync(Parse parse, IReadOnlyList<ParsedPage> pages)
    {
        var body = ParseBody.Of(parse);
        Json.WriteStartObject();
        foreach (var property in ParseJson.Contract.ParseBody.Properties)
        {
            Json.WritePropertyName(property.Name);
            if (property.Name == OutputKey) await WriteOutputAsync(pages);
            else JsonSerializer.Serialize(Json, property.Get!(body), property.PropertyType, ParseJson.Contract);
        }

        Json.WriteEndObject();
        await FlushAsync(FlushAt);
    }

    /// <summary>Writes one completed parse as <see cref="LegacyParseBody"/>.</summary>
    /// <param name="parse">The record.</param>
    /// <param name="pages">Its text by page.</param>
    public async Task WriteLegacyAsync(Parse parse, IReadOnlyList<ParsedPage> pages)
    {
        var body = ParseBody.Of(parse);
        Json.WriteStartObject();
        Json.WritePropertyName("document");
        JsonSerializer.Serialize(Json, body.File, ParseJson.Contract.FileBody);
        Json.WritePropertyName("usage");
        JsonSerializer.Serialize(Json, body.Usage!, ParseJson.Contract.UsageBody);
        await WriteTextAsync(pages);
        Json.WriteEndObject();
        await FlushAsync(FlushAt);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await FlushAsync(atLeast: 0);
        await Json.DisposeAsync();
    }

    private async Task WriteOutputAsync(IReadOnlyList<ParsedPage> pages)
    {
        Json.WriteStartObject();
        await WriteTextAsync(pages);
        Json.WriteEndObject();
    }

    private async Task WriteTextAsync(IReadOnlyList<ParsedPage> pages)
    {
        Json.WriteStartArray("pages");
        foreach (var page in pages)
        {
            Json.WriteStringValue(page.Text);
            await FlushAsync(FlushAt);
        }

        Json.WriteEndArray();
        Json.WritePropertyName("text");
        foreach (var page in pages)
        {
            Json.WriteStringValueSegment(page.Text, isFinalSegment: false);
            if (page != pages[^1]) Json.WriteStringValueSegment(BetweenPages, isFinalSegment: false);
            await FlushAsync(FlushAt);
        }

        Json.WriteStringValueSegment("", isFinalSegment: true);
    }

    private async ValueTask FlushAsync(int atLeast)
    {
        if (Json.BytesPending < atLeast) return;
        Json.Flush();
        await _body.FlushAsync(_token);
    }
}
