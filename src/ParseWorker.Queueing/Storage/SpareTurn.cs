using Hangfire.Storage;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// The spare slot's turn. It asks for a job only while every other slot of the process has had one for a while: documents that keep all of
/// them don't keep it, and slots that are busy with short ones need no help, which would cost each of them a query.
/// </summary>
/// <param name="slots">The other slots.</param>
/// <param name="turn">Asks the database.</param>
/// <param name="time">The clock.</param>
internal sealed class SpareTurn(IdleSlots slots, FetchTurn turn, TimeProvider time)
{
    /// <summary>How long all must be busy; well under the second within which a neighbour's first parse starts.</summary>
    internal static readonly TimeSpan BusyFor = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until the other slots are busy, then for a job as long as they are.</summary>
    /// <param name="fetch">Asks for a job until there is one.</param>
    /// <param name="token">Ends every wait.</param>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public IFetchedJob Fetch(Func<CancellationToken, IFetchedJob> fetch, CancellationToken token)
    {
        while (true)
        {
            slots.WhenNoneIsIdle.Wait(token);
            using var busy = CancellationTokenSource.CreateLinkedTokenSource(token);
            slots.CancelWhenOneIsIdle(busy);
            try
            {
                // Hangfire's slots are threads: this one has nothing else to do.
                Task.Delay(BusyFor, time, busy.Token).GetAwaiter().GetResult();
                return turn.Fetch(fetch, busy.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                // A slot is free: it serves the queue of this one too.
            }
            finally
            {
                slots.Forget(busy);
            }
        }
    }
}
