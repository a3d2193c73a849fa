using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Tests.Webhooks;

/// <summary>A server of this machine that takes webhooks, answers as the test says, and remembers what came.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>What it answers with; 204 unless set.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => StatusAsync(context, StatusCodes.Status204NoContent);

    /// <summary>What came, in order; a call is here before it is answered.</summary>
    public ConcurrentQueue<Received> Calls { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a bare status.</summary>
    public static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers nothing while the caller waits.</summary>
    public static Task SilenceAsync(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    /// <summary>Its address under a host's name.</summary>
    public string UrlOf(string host = "hooks.test", string path = "/hook?token=secret") => $"http://{host}:{Port}{path}";

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        Calls.Enqueue(new Received(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body.ToArray()));
        try
        {
            await Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender gave up or died, as its test wants.
            context.Abort();
        }
    }

    /// <summary>One call.</summary>
    /// <param name="Method">The HTTP method.</param>
    /// <param name="Path">The path with its query.</param>
    /// <param name="Headers">The headers, their names in lower case.</param>
    /// <param name="Body">The body.</param>
    public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
