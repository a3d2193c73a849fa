using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Cancellation;

namespace ParseWorker.Worker.Jobs;

/// <summary>The last write of an attempt. Nothing cancels it: an ending that is not written costs a lease and an attempt.</summary>
internal sealed class AttemptEnding(IParseStore store, IAttemptWatch database, PatientWrites writes)
{
    /// <summary>Moves the parse out of <c>in_progress</c>.</summary>
    /// <returns>The status it has now, or null when the attempt was no longer ours.</returns>
    public Task<ParseStatus?> EndAsync(WatchedParse watched, AttemptKey key, ParseOutcome outcome)
    {
        var asked = false;
        return writes.RunAsync(key, () => watched.MayHoldLease, async token =>
        {
            // The reply to an earlier try may have been lost after its commit: the record tells.
            if (asked && await FindEndingAsync(key, token) is { } status) return status;

            asked = true;
            return await store.EndAttemptAsync(key, outcome, token);
        });
    }

    private async Task<ParseStatus?> FindEndingAsync(AttemptKey key, CancellationToken token)
    {
        var rows = await database.ReadFlagsAsync([key.Id], token);
        return rows.FirstOrDefault(row => row.Attempt == key.Attempt && row.Status != ParseStatus.InProgress)?.Status;
    }
}
