using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// Starts engine hosts that all have, or all lack, the network. Engines that call a service need hosts of their own: another
/// starter, whose <paramref name="sandbox"/> is off, and a pool on it.
/// </summary>
internal sealed partial class HostStarter(
    SandboxMode sandbox,
    LaunchThread launcher,
    WorkFolder work,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<HostProcess> logger)
{
    private int _told;

    /// <summary>Starts a host and waits until it can take a document.</summary>
    /// <param name="stop">Ends it: nobody needs it any more.</param>
    /// <exception cref="EngineNotStartedException">It could not be started, did not get ready, or kept the network against the setting.
    /// </exception>
    public async Task<HostProcess> StartAsync(CancellationToken stop)
    {
        try
        {
            return await StartedAsync(stop);
        }
        catch (Exception exception) when (exception is not EngineNotStartedException)
        {
            throw new EngineNotStartedException($"An engine host did not start: {exception.Message}", exception);
        }
    }

    private async Task<HostProcess> StartedAsync(CancellationToken stop)
    {
        var folder = new HostFolder(Path.Combine(work.Path, $"host-{Guid.NewGuid():N}"), logger);
        var host = await LaunchAsync(folder);
        try
        {
            await using var stopping = stop.UnsafeRegister(_ => host.Kill(KillReason.Done), null);
            Tell((await host.ExpectAsync<EngineMessage.Ready>()).Offline);
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
            var process = await launcher.StartAsync(HostCommandLine.For(options.Value, folder.Path, sandbox));
            return new HostProcess(process, folder, options.Value, time, logger);
        }
        catch (Win32Exception exception)
        {
            folder.Dispose();
            throw new EngineNotStartedException(
                $"The engine host {HostCommandLine.PathOf(options.Value)} could not be started.", exception);
        }
    }

    /// <summary>Once: every host of one machine has the same fortune.</summary>
    private void Tell(bool offline)
    {
        if (!offline && sandbox == SandboxMode.Required)
        {
            throw new EngineNotStartedException(
                "This system does not let an engine host give up the network (seccomp). Allow it, or set Engines__Sandbox to Auto.");
        }

        if (Interlocked.Exchange(ref _told, 1) != 0) return;
        if (offline) Offline();
        else Online(sandbox);
        if (launcher.IsSandboxed) InFileSandbox();
        else NoFileSandbox(sandbox);
    }

    [LoggerMessage(4407, LogLevel.Information, "Engine hosts have no network: seccomp refuses them every connection")]
    private partial void Offline();

    [LoggerMessage(4408, LogLevel.Warning,
        "Engine hosts can reach the network; Engines__Sandbox is {Sandbox}. Only documents that you trust are safe with that")]
    private partial void Online(SandboxMode sandbox);

    [LoggerMessage(4409, LogLevel.Information,
        "Engine hosts make files in their own folder only, and read no secrets of the worker: Landlock refuses the rest")]
    private partial void InFileSandbox();

    [LoggerMessage(4410, LogLevel.Warning,
        "Engine hosts reach what the worker's user may; Engines__Sandbox is {Sandbox}, and Linux has Landlock from 5.13 "
        + "where it is enabled")]
    private partial void NoFileSandbox(SandboxMode sandbox);
}
