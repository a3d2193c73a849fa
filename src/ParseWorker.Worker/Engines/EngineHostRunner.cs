using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines;

/// <summary>A process of its own for every document: whatever the document does to it, nothing else notices.</summary>
internal sealed class EngineHostRunner(LaunchThread launcher, IOptions<EngineOptions> options, TimeProvider time, ILogger<EngineHostRunner> logger)
    : IEngineRunner
{
    public async IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var host = await StartAsync(request);

        // The command first: a cancel that arrives before there is anything to cancel would mean nothing.
        var sent = host.SendAsync(new EngineCommand.Parse(request));
        await using var stopping = stop.UnsafeRegister(_ => host.BeginStop(), null);
        await sent;

        while (true)
        {
            var message = await host.ReadAsync();
            yield return message;
            if (message is not (EngineMessage.Opened or EngineMessage.Page)) yield break;
        }
    }

    private async Task<HostProcess> StartAsync(EngineRequest request)
    {
        var directory = Path.GetDirectoryName(request.DocumentPath)!;
        try
        {
            var process = await launcher.StartAsync(HostCommandLine.For(options.Value, directory));
            return new HostProcess(process, options.Value, time, logger);
        }
        catch (Win32Exception exception)
        {
            throw new EngineCrashedException($"The engine host {HostCommandLine.PathOf(options.Value)} could not be started.", exception);
        }
    }
}
