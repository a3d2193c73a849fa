using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// The last write of an attempt. Nothing cancels it, and it is tried until it is answered, past the lease too: after an outage the attempt
/// may still be held, an ending that is not written would cost it, and the fence makes a late one harmless.
/// </summary>
internal sealed class AttemptEnding(IParseStore store, IAttemptStore attempts, DatabaseRetry database)
{
    /// <summary>Moves the parse out of <c>in_progress</c>.</summary>
    /// <returns>The status it has now, or null when the attempt was no longer held by this worker.</returns>
    public Task<ParseStatus?> EndAsync(AttemptKey key, ParseOutcome outcome)
    {
        var asked = false;
        return database.RunAsync(key, () => true, async token =>
        {
            // The reply to an earlier try may have been lost after its commit: the record tells.
            if (asked && await FindEndingAsync(key, token) is { } status) return status;

            asked = true;
            return await store.EndAttemptAsync(key, outcome, token);
        });
    }

    private async Task<ParseStatus?> FindEndingAsync(AttemptKey key, CancellationToken token)
    {
        var rows = await attempts.ReadFlagsAsync([key.Id], token);
        return rows.FirstOrDefault(row => row.Attempt == key.Attempt && row.Status != ParseStatus.InProgress)?.Status;
    }
}
