using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>An OpenAI-compatible endpoint that does what the test says: it answers, stalls, errs and lies.</summary>
internal sealed class VisionServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _running;

    private VisionServer(WebApplication app) => _app = app;

    /// <summary>The base URL, with its version.</summary>
    public Uri Endpoint => new(_app.Urls.Single() + "/v1");

    /// <summary>What to do with a call, by its number from 1; the body was read.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, context) => TellAsync(context, "text");

    /// <summary>The calls that came, in their order.</summary>
    public ConcurrentQueue<VisionCall> Calls { get; } = [];

    /// <summary>Calls whose client went away before they were answered.</summary>
    public int Aborted { get; private set; }

    /// <summary>The most calls that ran at a time.</summary>
    public int MostAtATime { get; private set; }

    /// <summary>Starts one on a port of its own.</summary>
    public static async Task<VisionServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new VisionServer(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers as a model that reads.</summary>
    public static Task TellAsync(HttpContext context, string? text, string finishReason = "stop", string? refusal = null) =>
        context.Response.WriteAsJsonAsync(Completion(text, finishReason, refusal));

    /// <summary>A chat completion; it took 1000 tokens and 20 came of it.</summary>
    public static JsonObject Completion(string? text, string finishReason = "stop", string? refusal = null) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "some-model",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finishReason,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1000, ["completion_tokens"] = 20, ["total_tokens"] = 1020 },
    };

    /// <summary>Says nothing until the client goes away.</summary>
    public static Task StallAsync(HttpContext context) =>
        new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var body = await JsonDocument.ParseAsync(context.Request.Body);
        lock (Calls) MostAtATime = Math.Max(MostAtATime, ++_running);
        Calls.Enqueue(new VisionCall(context.Request.Path, context.Request.Headers.Authorization.ToString(), body.RootElement));
        try
        {
            await Answer(Calls.Count, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            lock (Calls) Aborted++;
        }
        finally
        {
            lock (Calls) _running--;
        }
    }
}

/// <summary>A call as it came.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Authorization">Its key.</param>
/// <param name="Body">Its body.</param>
internal sealed record VisionCall(string Path, string Authorization, JsonElement Body)
{
    /// <summary>What the model was told.</summary>
    public string Prompt => Content(0).ToString();

    /// <summary>The image's data URL.</summary>
    public string Image => Content(1)[0].GetProperty("image_url").GetProperty("url").GetString()!;

    private JsonElement Content(int message) => Body.GetProperty("messages")[message].GetProperty("content");
}
