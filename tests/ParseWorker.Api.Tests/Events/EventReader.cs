using System.Net.ServerSentEvents;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Events;

/// <summary>Reads an event stream with the platform's parser, as a client would that nobody here wrote.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage response, SseParser<string> parser)
    {
        Response = response;
        Parser = parser;
        _items = parser.EnumerateAsync(_deadline.Token).GetAsyncEnumerator();
    }

    public HttpResponseMessage Response { get; }

    public SseParser<string> Parser { get; }

    public static Task<HttpResponseMessage> ConnectAsync(ApiServer api, ParseId id, string query = "", string? lastEventId = null)
    {
        List<(string, string)> headers = [("Accept", "text/event-stream")];
        if (lastEventId is not null) headers.Add(("Last-Event-ID", lastEventId));
        return api.Client.StreamAsync($"/v1/parses/{id}/events{query}", [.. headers]);
    }

    public static async Task<EventReader> OpenAsync(ApiServer api, ParseId id, string query = "", string? lastEventId = null)
    {
        var response = await ConnectAsync(api, id, query, lastEventId);
        Assert.Equal(200, (int)response.StatusCode);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return new EventReader(response, SseParser.Create(body));
    }

    /// <summary>The next event, checked against what its data says; null at the end of the stream.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        if (!await _items.MoveNextAsync()) return null;
        var data = JsonElement.Parse(_items.Current.Data);
        Assert.Equal(_items.Current.EventType, data.GetProperty("type").GetString());
        var n = data.GetProperty("n");
        if (n.ValueKind == JsonValueKind.Number) Assert.Equal(n.GetRawText(), Parser.LastEventId);
        return data;
    }

    /// <summary>The types of the next events as one line.</summary>
    public async Task<string> NextAsync(int count)
    {
        var types = new List<string?>();
        while (types.Count < count && await NextAsync() is { } happened) types.Add(happened.GetProperty("type").GetString());
        return string.Join(' ', types);
    }

    /// <summary>The types of all events to the end of the stream.</summary>
    public Task<string> RestAsync() => NextAsync(int.MaxValue);

    /// <summary>Goes away as a client does.</summary>
    public async ValueTask DisposeAsync()
    {
        Response.Dispose();
        await _items.DisposeAsync();
        _deadline.Dispose();
    }
}
