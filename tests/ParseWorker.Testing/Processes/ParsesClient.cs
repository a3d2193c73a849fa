using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParseWorker.Testing.Processes;

/// <summary>Speaks the Parses API as a client would that nobody here wrote.</summary>
public sealed class ParsesClient : IDisposable
{
    private const string DefaultModel = "retab-small";

    private readonly HttpClient _http;

    /// <summary>A client with a key.</summary>
    public ParsesClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Posts a document and returns the record.</summary>
    public async Task<JsonNode> CreateAsync(
        byte[] document, string fileName, bool background = true, string tableFormat = "html", string model = DefaultModel)
    {
        var answer = await PostAsync(document, fileName, background, tableFormat, model);
        return answer.Record();
    }

    /// <summary>Posts a document and returns the answer as it came.</summary>
    public Task<Answer> PostAsync(
        byte[] document, string fileName, bool background = true, string tableFormat = "html", string model = DefaultModel,
        string? idempotencyKey = null, string? traceParent = null)
    {
        var body = JsonContent.Create(new
        {
            document = new { filename = fileName, url = "data:application/octet-stream;base64," + Convert.ToBase64String(document) },
            model,
            table_parsing_format = tableFormat,
            background,
        });
        if (idempotencyKey is not null) body.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (traceParent is not null) body.Headers.TryAddWithoutValidation("traceparent", traceParent);
        return SendAsync(HttpMethod.Post, "v1/parses", body);
    }

    /// <summary>Reads a record.</summary>
    public async Task<JsonNode> GetAsync(string id) => (await SendAsync(HttpMethod.Get, $"v1/parses/{id}")).Record();

    /// <summary>Asks for a parse to be cancelled.</summary>
    public async Task<JsonNode> CancelAsync(string id) => (await SendAsync(HttpMethod.Post, $"v1/parses/{id}/cancel")).Record();

    /// <summary>Follows a parse from its first event to the end of the stream; progress is left out.</summary>
    public async Task<string> FollowAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/parses/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var types = new List<string>();
        await foreach (var item in SseParser.Create(body).EnumerateAsync()) types.Add(item.EventType);
        return string.Join(' ', types.Where(type => type != "progress"));
    }

    /// <summary>Sends a request and returns the answer as it came.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await _http.SendAsync(request);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until a parse is in one of the given statuses.</summary>
    public Task<JsonNode> BecomesAsync(string id, TimeSpan deadline, params string[] statuses) =>
        Eventually.BecomesAsync(() => GetAsync(id), record => statuses.Contains((string?)record["status"]), deadline);

    /// <summary>Waits until a parse has ended.</summary>
    public Task<JsonNode> EndsAsync(string id, TimeSpan? deadline = null) =>
        BecomesAsync(id, deadline ?? TimeSpan.FromSeconds(60), "completed", "failed", "cancelled");

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
public sealed record Answer(HttpStatusCode Status, string Body)
{
    /// <summary>The body as a record.</summary>
    /// <exception cref="HttpRequestException">The answer is an error.</exception>
    public JsonNode Record() => (int)Status < 300
        ? JsonNode.Parse(Body) ?? throw new JsonException("The answer was null.")
        : throw new HttpRequestException($"{(int)Status}: {Body}", null, Status);
}
