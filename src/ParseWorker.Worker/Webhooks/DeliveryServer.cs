using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Webhooks;
using ParseWorker.Queueing;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Webhooks;

/// <summary>
/// Hangfire's server of webhooks, beside that of parses: its slots are its own, so that an endpoint which answers slowly takes none from
/// documents. Where no host is allowed it does not run. A stopping worker waits for the requests that it has sent.
/// </summary>
internal sealed partial class DeliveryServer(
    JobStorage storage,
    JobActivator activator,
    IJobFilterProvider filters,
    WorkerIdentity worker,
    WebhookUrlPolicy policy,
    IHostApplicationLifetime lifetime,
    IOptions<DeliveryOptions> options,
    ILogger<DeliveryServer> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!policy.IsOn) return Task.CompletedTask;
        _server = new BackgroundJobServer(ServerOptions(), storage);
        lifetime.ApplicationStopping.Register(_server.SendStop);
        Sending(options.Value.Slots);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null) return;
        _server.SendStop();
        await _server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose() => _server?.Dispose();

    private BackgroundJobServerOptions ServerOptions() => new()
    {
        ServerName = worker.Name + ":webhooks",
        WorkerCount = options.Value.Slots,
        Queues = [QueueNames.Webhooks],
        Activator = activator,
        FilterProvider = filters,
        StopTimeout = options.Value.Timeout + Margin,
        ShutdownTimeout = options.Value.Timeout + Margin,
    };

    [LoggerMessage(4710, LogLevel.Information, "This worker sends webhooks, {Slots} at a time")]
    private partial void Sending(int slots);
}
