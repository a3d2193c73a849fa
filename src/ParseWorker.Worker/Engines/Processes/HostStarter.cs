using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// Starts engine hosts that all have, or all lack, the network. Engines that call a service need hosts of their own: another
/// starter, whose <paramref name="mode"/> is off, and a pool on it.
/// </summary>
internal sealed partial class HostStarter(
    SandboxMode mode,
    HostSandbox sandbox,
    LaunchThread launcher,
    WorkFolder work,
    IOptions<EngineOptions> options,
    EngineMetrics metrics,
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
        if (sandbox.User is not null) work.LetPass();
        var folder = new HostFolder(Path.Combine(work.Path, $"host-{Guid.NewGuid():N}"), sandbox.User, logger);
        var host = await LaunchAsync(folder);
        try
        {
            await using var stopping = stop.UnsafeRegister(_ => host.Kill(KillReason.Done), null);
            Tell(await host.ExpectAsync<EngineMessage.Ready>());
            if (host.StepBack() is { } why) KeepsItsShare(host.Id, why);
            _ = HostUsage.PastLimit(host, options.Value); // its memory is known from now on; its limits count from its first document
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
            var process = await launcher.StartAsync(HostCommandLine.For(options.Value, folder.Path, mode, sandbox));
            return new HostProcess(process, folder, options.Value, metrics, time, logger);
        }
        catch (Win32Exception exception)
        {
            folder.Dispose();
            throw new EngineNotStartedException(
                $"The engine host {HostCommandLine.PathOf(options.Value)} could not be started.", exception);
        }
        catch (Exception)
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Once: every host of one machine has the same fortune.</summary>
    private void Tell(EngineMessage.Ready ready)
    {
        if (!ready.Offline && mode == SandboxMode.Required)
        {
            throw new EngineNotStartedException(
                "This system does not let an engine host give up the network (seccomp). Allow it, or set Engines__Sandbox to Auto.");
        }

        if (ready.FileSandbox == 0 && sandbox.Programs is not null && mode == SandboxMode.Required)
        {
            throw new EngineNotStartedException(
                "This system does not keep an engine host from files that are not its own (Landlock). Allow it, or set Engines__Sandbox to "
                + "Auto.");
        }

        if (Interlocked.Exchange(ref _told, 1) != 0) return;
        if (ready.Offline) Offline();
        else Online(mode);
        if (ready.FileSandbox > 0) InFileSandbox(ready.FileSandbox, LandlockVersions.Missing(ready.FileSandbox));
        else NoFileSandbox(mode);
    }

    [LoggerMessage(4407, LogLevel.Information, "Engine hosts have no network: seccomp refuses them every connection")]
    private partial void Offline();

    [LoggerMessage(4408, LogLevel.Warning,
        "Engine hosts can reach the network; Engines__Sandbox is {Sandbox}. Only documents that you trust are safe with that")]
    private partial void Online(SandboxMode sandbox);

    [LoggerMessage(4409, LogLevel.Information,
        "Engine hosts reach no files but their own and the system's: Landlock, version {Version}, refuses the rest. Left open: {Missing}")]
    private partial void InFileSandbox(int version, string missing);

    [LoggerMessage(4410, LogLevel.Warning,
        "Engine hosts reach what the worker's user may; Engines__Sandbox is {Sandbox}, and Linux has Landlock from 5.13 "
        + "where it is enabled")]
    private partial void NoFileSandbox(SandboxMode sandbox);

    [LoggerMessage(4413, LogLevel.Debug, "Engine host {ProcessId} keeps its session's share of the processors: {Why}")]
    private partial void KeepsItsShare(int processId, string why);
}
