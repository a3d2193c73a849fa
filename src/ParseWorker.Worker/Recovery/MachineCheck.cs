using Microsoft.Extensions.Logging;
using ParseWorker.Core.Documents;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Looks whether this machine gets documents, has room for one and an engine host for it, so that no parse has to find out.
/// </summary>
internal sealed partial class MachineCheck(
    MachineGuard guard, HostPool pool, WorkFolder work, IObjectStore bucket, ILogger<MachineCheck> logger)
{
    /// <summary>
    /// Writes to the work folder, asks the bucket, where there is one, takes an engine host out of the pool and gives it back; the guard
    /// hears how that went.
    /// </summary>
    /// <param name="stop">Ends the waiting for a host.</param>
    /// <returns>True when this worker may claim.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<bool> IsFitAsync(CancellationToken stop)
    {
        guard.Looked(await FindFaultAsync(stop));
        return guard.MayClaim;
    }

    /// <summary>The disk first: a host has a folder there, too.</summary>
    private async Task<MachineFault> FindFaultAsync(CancellationToken stop)
    {
        try
        {
            work.Probe();
            if (bucket.IsConfigured) await bucket.ProbeAsync(stop);
            pool.Return(await pool.RentAsync(stop), reusable: true);
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
            NoHost(exception.Message);
            return MachineFault.HostsDoNotStart;
        }
    }

    [LoggerMessage(4319, LogLevel.Warning, "{Why}")]
    private partial void NoRoom(string why);

    [LoggerMessage(4320, LogLevel.Warning, "{Why}")]
    private partial void NoBucket(string why);

    [LoggerMessage(4310, LogLevel.Debug, "No engine host to be had: {Why}")]
    private partial void NoHost(string why);
}
