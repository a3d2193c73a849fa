using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace ParseWorker.Worker.Exporters;

/// <summary>A worker's own port, for Prometheus and for whatever supervises the process.</summary>
internal sealed class WorkerListener(
    MeterProvider meters, WorkerHealth health, IOptions<ListenerOptions> options, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    /// <summary>Enough for a collector and a supervisor; a worker is no place for crowds.</summary>
    private const int MostConnections = 32;

    private WebApplication? _app;

    /// <summary>Where it listens, once it does.</summary>
    public Uri? Url => _app?.Urls.FirstOrDefault() is { } url ? new Uri(url) : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint is not { } endpoint) return;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime>(new PartOfTheWorker());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(endpoint);
        });
        _app = builder.Build();
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        _app.Run(health.AnswerAsync);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new InvalidOperationException(
                $"Telemetry:Listen names {endpoint}, where this worker cannot listen: {exception.Message} Name another port, or "
                + "leave it out.",
                exception);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null) await _app.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    /// <summary>The worker starts and stops it; signals are the worker's.</summary>
    private sealed class PartOfTheWorker : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
