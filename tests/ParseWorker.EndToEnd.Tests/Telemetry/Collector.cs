using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ParseWorker.EndToEnd.Tests.Telemetry;

/// <summary>Takes traces and metrics by OTLP over HTTP, on a port of this machine, and keeps them.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<SentSpan> _spans = [];
    private readonly ConcurrentQueue<SentExemplar> _exemplars = [];
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>What a process is started with to send here; it sends all that it has before it ends, too.</summary>
    public (string Name, string Value)[] Settings =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];

    /// <summary>Everything that histograms gave as an example.</summary>
    public IReadOnlyList<SentExemplar> Exemplars => [.. _exemplars];

    /// <summary>Starts one.</summary>
    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The spans of a trace, as they came.</summary>
    public IReadOnlyList<SentSpan> SpansOf(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new ProtobufMessage(body.ToArray());
        switch (context.Request.Path.Value)
        {
            case "/v1/traces":
                foreach (var span in SentSpan.In(request)) _spans.Enqueue(span);
                break;
            case "/v1/metrics":
                foreach (var exemplar in SentExemplar.In(request)) _exemplars.Enqueue(exemplar);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }

        context.Response.ContentType = "application/x-protobuf";
    }
}
