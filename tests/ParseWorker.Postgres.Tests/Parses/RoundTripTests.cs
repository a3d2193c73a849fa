using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>What each call costs. A move is one round trip: a process frozen in the middle of one holds no lock.</summary>
public sealed class RoundTripTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<string, int> Calls() => new()
    {
        { "create", 2 }, // is it a retry? then the insert
        { "create with a key", 1 },
        { "join by key", 2 }, // the insert that did nothing, then the record
        { "admit", 1 },
        { "claim", 1 },
        { "write pages", 1 },
        { "write too late", 2 }, // asks whether it was a repeat
        { "acknowledge", 1 },
        { "complete", 1 },
        { "fail", 1 },
        { "hand back", 1 },
        { "retry", 1 },
        { "end as cancelled", 1 },
        { "cancel", 2 }, // the request, then the record with a snapshot of its own
        { "read flags of 50", 1 },
        { "renew 50", 1 },
        { "take back 50", 1 },
        { "find without job", 1 },
        { "read updates of 50", 1 },
        { "delete", 1 },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task Call_OfEachKind_CostsWhatTheDesignSays(string call, int roundTrips)
    {
        var make = await PrepareAsync(call);

        using var counter = await StatementCounter.StartAsync(postgres.Database);
        await make();

        Assert.True(roundTrips == counter.Statements.Count, string.Join("\n---\n", counter.Statements));
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"));
    }

    private async Task<Func<Task>> PrepareAsync(string call)
    {
        if (call.Contains("50", StringComparison.Ordinal)) return await PrepareManyAsync(call);

        var create = await postgres.Parses.NewAsync();
        var keyed = create with { IdempotencyKey = create.Id.ToString() };
        if (call == "join by key") await postgres.Store.CreateAsync(keyed, CancellationToken.None);
        var key = await postgres.Parses.InProgressAsync();
        if (call == "end as cancelled") await postgres.CancelAsync(key.Id);
        var queued = await postgres.Parses.QueuedAsync();
        return call switch
        {
            "create" => () => postgres.Store.CreateAsync(create, CancellationToken.None),
            "create with a key" or "join by key" => () => postgres.Store.CreateAsync(keyed, CancellationToken.None),
            "admit" => () => postgres.Store.AdmitAsync(null, CancellationToken.None),
            "claim" => () => postgres.ClaimAsync(queued),
            "write pages" => () => postgres.WriteAsync(key, 1, 16),
            "write too late" => () => postgres.WriteAsync(key with { Attempt = 7 }, 1, 1),
            "acknowledge" => () => postgres.Store.AcknowledgeCancelAsync(key, CancellationToken.None),
            "complete" => () => postgres.EndAsync(key, Outcomes.Completed),
            "fail" => () => postgres.EndAsync(key, Outcomes.Failed),
            "hand back" => () => postgres.EndAsync(key, Outcomes.HandedBack),
            "retry" => () => postgres.EndAsync(key, Outcomes.Retried),
            "end as cancelled" => () => postgres.EndAsync(key, Outcomes.Cancelled),
            "cancel" => () => postgres.CancelAsync(key.Id),
            "find without job" => () => postgres.Recovery.FindWithoutJobAsync(100, CancellationToken.None),
            _ => () => postgres.Store.DeleteAsync(TestParses.Environment, key.Id, CancellationToken.None),
        };
    }

    private async Task<Func<Task>> PrepareManyAsync(string call)
    {
        var keys = await postgres.ManyInProgressAsync(50, call == "take back 50" ? -TestParses.Lease : null);
        List<ParseId> ids = [.. keys.Select(key => key.Id)];

        // Opening the pool's first connection is no round trip of the call.
        await postgres.FindAsync(ids[0]);
        return call switch
        {
            "read flags of 50" => () => postgres.Attempts.ReadFlagsAsync(ids, CancellationToken.None),
            "renew 50" => () => postgres.Attempts.RenewAsync(keys, TestParses.Lease, CancellationToken.None),
            "take back 50" => () => postgres.TakeBackAsync(),
            _ => () => postgres.Queries.ReadUpdatesAsync([.. ids.Select(id => new UpdateRequest(id, 0))], CancellationToken.None),
        };
    }
}
