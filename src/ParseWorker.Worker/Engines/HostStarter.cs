using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Jobs;

namespace ParseWorker.Worker.Engines;

/// <summary>Starts engine hosts, all of the same kind.</summary>
internal sealed class HostStarter(LaunchThread launcher, WorkFolder work, IOptions<EngineOptions> options, TimeProvider time, ILogger<HostProcess> logger)
{
    /// <summary>Starts a host and waits until it can take a document.</summary>
    /// <exception cref="EngineCrashedException">It could not be started, or did not get ready.</exception>
    public async Task<HostProcess> StartAsync()
    {
        var folder = new HostFolder(Path.Combine(work.Path, $"host-{Guid.NewGuid():N}"), logger);
        var host = await LaunchAsync(folder);
        try
        {
            await host.ExpectAsync<EngineMessage.Ready>();
            return host;
        }
        catch (Exception)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task<HostProcess> LaunchAsync(HostFolder folder)
    {
        try
        {
            var process = await launcher.StartAsync(HostCommandLine.For(options.Value, folder.Path));
            return new HostProcess(process, folder, options.Value, time, logger);
        }
        catch (Win32Exception exception)
        {
            folder.Dispose();
            throw new EngineCrashedException($"The engine host {HostCommandLine.PathOf(options.Value)} could not be started.", exception);
        }
    }
}
