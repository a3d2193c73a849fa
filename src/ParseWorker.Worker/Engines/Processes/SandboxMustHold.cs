using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>A worker whose engine hosts must not reach the network starts only where that can be had.</summary>
internal sealed class SandboxMustHold(HostStarter starter, IOptions<EngineOptions> options) : IHostedService
{
    /// <exception cref="InvalidOperationException">It cannot be had here.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Sandbox != SandboxMode.Required) return;
        try
        {
            await using var host = await starter.StartAsync(cancellationToken);
        }
        catch (EngineNotStartedException exception)
        {
            throw new InvalidOperationException(
                $"Engines__Sandbox is Required, and no engine host started so: {exception.Message}", exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
