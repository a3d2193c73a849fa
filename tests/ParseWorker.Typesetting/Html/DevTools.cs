using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace ParseWorker.Typesetting.Html;

/// <summary>Commands to one tab of a browser, one at a time (the DevTools protocol's flat sessions).</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private string? _session;
    private int _last;

    private DevTools() { }

    /// <summary>The tab's frame.</summary>
    public string Frame { get; private set; } = "";

    /// <summary>Opens a tab.</summary>
    public static async Task<DevTools> ConnectAsync(Uri address, CancellationToken token)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, token);
        var target = await tools.CallAsync("Target.createTarget", new() { ["url"] = "about:blank" }, token);
        var attached = await tools.CallAsync("Target.attachToTarget",
            new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }, token);
        tools._session = (string)attached["sessionId"]!;
        tools.Frame = (string)(await tools.CallAsync("Page.getFrameTree", [], token))["frameTree"]!["frame"]!["id"]!;
        return tools;
    }

    /// <summary>Gives a command and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">The browser refused it, or hung up.</exception>
    public async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken token)
    {
        var command = new JsonObject { ["id"] = ++_last, ["method"] = method, ["params"] = parameters };
        if (_session is not null) command["sessionId"] = _session;
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true,
            token);
        while (true)
        {
            var answer = await ReceiveAsync(token);
            if ((int?)answer["id"] != _last) continue; // an event of the page
            return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken token)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), token);
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The browser hung up.");
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(message.ToArray())!;
        }
    }
}
