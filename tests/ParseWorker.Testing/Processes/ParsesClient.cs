using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParseWorker.Testing.Processes;

/// <summary>Speaks the Parses API as a client would that nobody here wrote.</summary>
public sealed class ParsesClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A client with a key.</summary>
    public ParsesClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The client underneath, for calls that are special.</summary>
    public HttpClient Http => _http;

    /// <summary>Posts a document and returns the record.</summary>
    public async Task<JsonNode> CreateAsync(byte[] document, string fileName, bool background = true, string tableFormat = "html")
    {
        using var answer = await PostAsync(document, fileName, background, tableFormat);
        return await ReadAsync(answer);
    }

    /// <summary>Posts a document and returns the answer as it came.</summary>
    public Task<HttpResponseMessage> PostAsync(byte[] document, string fileName, bool background = true, string tableFormat = "html") =>
        _http.PostAsJsonAsync("v1/parses", new
        {
            document = new { filename = fileName, url = "data:application/octet-stream;base64," + Convert.ToBase64String(document) },
            model = "retab-small",
            table_parsing_format = tableFormat,
            background,
        });

    /// <summary>Reads a record.</summary>
    public async Task<JsonNode> GetAsync(string id)
    {
        using var answer = await _http.GetAsync($"v1/parses/{id}");
        return await ReadAsync(answer);
    }

    /// <summary>Asks for a parse to be cancelled.</summary>
    public async Task<JsonNode> CancelAsync(string id)
    {
        using var answer = await _http.PostAsync($"v1/parses/{id}/cancel", content: null);
        return await ReadAsync(answer);
    }

    /// <summary>Waits until a parse is in one of the given statuses.</summary>
    public Task<JsonNode> BecomesAsync(string id, TimeSpan deadline, params string[] statuses) =>
        Eventually.BecomesAsync(() => GetAsync(id), record => statuses.Contains((string?)record["status"]), deadline);

    /// <summary>Waits until a parse has ended.</summary>
    public Task<JsonNode> EndsAsync(string id, TimeSpan? deadline = null) =>
        BecomesAsync(id, deadline ?? TimeSpan.FromSeconds(60), "completed", "failed", "cancelled");

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{(int)answer.StatusCode}: {body}", null, answer.StatusCode);
        return JsonNode.Parse(body) ?? throw new JsonException("The answer was null.");
    }
}
