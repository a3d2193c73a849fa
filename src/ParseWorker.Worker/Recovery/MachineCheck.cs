using Microsoft.Extensions.Logging;
using ParseWorker.Core.Documents;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Looks whether this machine gets documents, has room for one and an engine host that reads it, so that no parse has to find out.
/// </summary>
internal sealed partial class MachineCheck(
    MachineGuard guard, HostPool pool, EngineProof proof, WorkFolder work, IObjectStore bucket, ILogger<MachineCheck> logger) : IDisposable
{
    private readonly SemaphoreSlim _proving = new(1);

    public void Dispose() => _proving.Dispose();

    /// <summary>
    /// For a worker that has stopped claiming: writes to the work folder, asks the bucket, where there is one, takes an engine host out of
    /// the pool and gives it back, and has one read something where hosts crashed before; the guard hears how that went.
    /// </summary>
    /// <param name="stop">Ends the waiting for a host.</param>
    /// <returns>True when this worker may claim.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<bool> IsFitAsync(CancellationToken stop)
    {
        guard.Looked(await FindFaultAsync(LookAsync, stop));
        return guard.MayClaim;
    }

    /// <summary>
    /// Called before each claim. While the guard suspects the machine, the first caller runs the proof, a document of the worker's own, and
    /// the others wait for its result.
    /// </summary>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>True when this worker may claim.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<bool> MayClaimAsync(CancellationToken stop)
    {
        if (!guard.IsSuspicious) return guard.MayClaim;
        await _proving.WaitAsync(stop);
        try
        {
            if (guard.IsSuspicious) guard.Looked(await FindFaultAsync(proof.ReadAsync, stop));
            return guard.MayClaim;
        }
        finally
        {
            _proving.Release();
        }
    }

    /// <summary>The disk first: a host has a folder there, too.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        work.Probe();
        if (bucket.IsConfigured) await bucket.ProbeAsync(stop);
        if (guard.NeedsProof) await proof.ReadAsync(stop);
        else pool.Return(await pool.RentAsync(stop), reusable: true);
    }

    private async Task<MachineFault> FindFaultAsync(Func<CancellationToken, Task> look, CancellationToken stop)
    {
        try
        {
            await look(stop);
            return MachineFault.None;
        }
        catch (WorkFolderException exception)
        {
            NoRoom(exception.Message);
            return MachineFault.NoRoomOnDisk;
        }
        catch (ObjectStoreException exception)
        {
            NoBucket(exception.Message);
            return MachineFault.BucketUnavailable;
        }
        catch (EngineNotStartedException exception)
        {
            stop.ThrowIfCancellationRequested();
            NoHost(exception.Message);
            return MachineFault.HostsDoNotStart;
        }
        catch (Exception exception) when (exception
            is EngineCrashedException or EngineOutOfMemoryException or EngineKilledException or DocumentLimitException)
        {
            stop.ThrowIfCancellationRequested();
            NoProof(exception.Message);
            return MachineFault.EnginesCrash;
        }
    }

    [LoggerMessage(4319, LogLevel.Warning, "{Why}")]
    private partial void NoRoom(string why);

    [LoggerMessage(4320, LogLevel.Warning, "{Why}")]
    private partial void NoBucket(string why);

    [LoggerMessage(4310, LogLevel.Debug, "No engine host to be had: {Why}")]
    private partial void NoHost(string why);

    [LoggerMessage(4324, LogLevel.Warning, "An engine host did not get through a document of the worker's own: {Why}")]
    private partial void NoProof(string why);
}
