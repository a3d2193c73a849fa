using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>Every status × every move, against the real database: what ParseTransitions says, and nothing else, happens.</summary>
public sealed class TransitionMatrixTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<ParseStatus, string, ParseStatus> Matrix()
    {
        var matrix = new TheoryData<ParseStatus, string, ParseStatus>();
        foreach (var from in Enum.GetValues<ParseStatus>())
            foreach (var (move, to) in Moves)
                matrix.Add(from, move, to(from));
        return matrix;
    }

    // Each move with the status it leads to from each status: its own where it is not a move.
    private static readonly Dictionary<string, Func<ParseStatus, ParseStatus>> Moves = new()
    {
        ["claim"] = from => from is ParseStatus.Pending or ParseStatus.Queued ? ParseStatus.InProgress : from,
        ["complete"] = from => from == ParseStatus.InProgress ? ParseStatus.Completed : from,
        ["fail"] = from => from == ParseStatus.InProgress ? ParseStatus.Failed : from,
        ["hand back"] = from => from == ParseStatus.InProgress ? ParseStatus.Queued : from,
        ["retry"] = from => from == ParseStatus.InProgress ? ParseStatus.Queued : from,
        ["take back"] = from => from == ParseStatus.InProgress ? ParseStatus.Queued : from,
        ["expire"] = from => from is ParseStatus.Pending or ParseStatus.Queued ? ParseStatus.Failed : from,
        ["end as cancelled without a request"] = from => from,
        ["cancel"] = from => from is ParseStatus.Pending or ParseStatus.Queued ? ParseStatus.Cancelled : from,
        ["cancel, then complete"] = from => Cancelled(from),
        ["cancel, then fail"] = from => Cancelled(from),
        ["cancel, then hand back"] = from => Cancelled(from),
        ["cancel, then retry"] = from => Cancelled(from),
        ["cancel, then take back"] = from => Cancelled(from),
        ["cancel, then end as cancelled"] = from => Cancelled(from),
        ["cancel, then claim"] = from => from == ParseStatus.InProgress ? from : Cancelled(from),
    };

    [Theory, MemberData(nameof(Matrix))]
    public async Task Move_FromEveryStatus_LeadsWhereTheTableSays(ParseStatus from, string move, ParseStatus to)
    {
        var key = await postgres.InStatusAsync(from);
        var before = await postgres.FindAsync(key.Id);

        foreach (var step in move.Split(", then ")) await MakeAsync(step, key);

        var after = await postgres.FindAsync(key.Id);
        Assert.Equal(to, after.Status);
        Assert.True(from == to || IsReachable(from, to), $"{from} → {to} is not in the table of transitions.");
        if (from.IsTerminal()) Assert.Equal(before, after);
        if (move.StartsWith("cancel", StringComparison.Ordinal)) Assert.Equal(before.Attempt, after.Attempt);
    }

    private async Task MakeAsync(string step, AttemptKey key)
    {
        switch (step)
        {
            case "claim":
                await postgres.Store.ClaimAsync(key.Id, "another-worker", TestParses.Lease, CancellationToken.None);
                break;
            case "cancel":
                await postgres.Store.RequestCancelAsync(TestParses.Environment, key.Id, "tester", CancellationToken.None);
                break;
            case "take back":
                if ((await postgres.FindAsync(key.Id)).Status == ParseStatus.InProgress) await postgres.ExpireLeaseAsync(key.Id);
                await postgres.Recovery.TakeBackExpiredAsync(TimeSpan.Zero, 100, CancellationToken.None);
                break;
            case "expire":
                await postgres.Database.ExecuteAsync(
                    "update parseworker.parses set expires_at = now() where id = $1 and finished_at is null", key.Id.ToString());
                await postgres.Recovery.ExpireWaitingAsync(100, CancellationToken.None);
                break;
            default:
                await postgres.Store.EndAttemptAsync(key, Outcomes.Of(step), CancellationToken.None);
                break;
        }
    }

    private static ParseStatus Cancelled(ParseStatus from) => from.IsTerminal() ? from : ParseStatus.Cancelled;

    // "cancel, then claim" and the like are two steps.
    private static bool IsReachable(ParseStatus from, ParseStatus to) =>
        ParseTransitions.IsAllowed(from, to) || ParseTransitions.IsAllowed(from, ParseStatus.InProgress)
            && ParseTransitions.IsAllowed(ParseStatus.InProgress, to);
}
