using Microsoft.Extensions.Logging;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;

namespace ParseWorker.Worker.Recovery;

/// <summary>Looks whether an engine host is to be had on this machine, so that no parse has to find out.</summary>
internal sealed partial class MachineCheck(CrashGuard guard, HostPool pool, ILogger<MachineCheck> logger)
{
    /// <summary>Takes an engine host out of the pool and gives it back; the guard hears how that went.</summary>
    /// <param name="stop">Ends the waiting for a host.</param>
    /// <returns>True when this worker may claim.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<bool> IsFitAsync(CancellationToken stop)
    {
        guard.Looked(await HasHostAsync(stop));
        return guard.MayClaim;
    }

    private async Task<bool> HasHostAsync(CancellationToken stop)
    {
        try
        {
            pool.Return(await pool.RentAsync(stop), reusable: true);
            return true;
        }
        catch (EngineNotStartedException exception)
        {
            NoHost(exception.Message);
            return false;
        }
    }

    [LoggerMessage(4310, LogLevel.Debug, "No engine host to be had: {Why}")]
    private partial void NoHost(string why);
}
