using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Tests.Remote;

/// <summary>A web server on this machine that answers as the test says, and remembers what it was asked.</summary>
internal sealed class DocumentServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DocumentServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("document");

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Calls { get; } = [];

    public static async Task<DocumentServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new DocumentServer(builder.Build());
        server._app.Run(async context =>
        {
            server.Calls.Enqueue((context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            try
            {
                await server.Answer(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The fetch gave up, as its test wants.
                context.Abort();
            }
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The address of a path under a name that the test's resolver knows.</summary>
    public string UrlOf(string path = "/a.pdf", string host = "docs.test") => $"http://{host}:{Port}{path}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
