using ParseWorker.Testing.Processes;

namespace ParseWorker.Postgres.Tests.Operators;

/// <summary>What the scaling of workers on Kubernetes asks the database, as its manifest says it.</summary>
public sealed class ScalingQueryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Manifest = "deploy/kubernetes/keda/workers.yaml";
    private const string Begin = "        query: >-\n";

    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from parseworker.parses");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Query_NothingWaits_IsZero()
    {
        await postgres.Parses.InProgressAsync();

        Assert.Equal(0, await AskAsync());
    }

    [Fact]
    public async Task Query_ParsesWait_IsTheSecondsOfTheOldest()
    {
        await postgres.Parses.QueuedAsync();
        var oldest = await postgres.Parses.PendingAsync();
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set created_at = now() - interval '1 hour' where id = $1", oldest.ToString());

        Assert.InRange(await AskAsync(), 3600, 3900);
    }

    [Fact]
    public async Task Query_OfWhatWasHandedBack_CountsFromItsReturn()
    {
        var id = await postgres.Parses.QueuedAsync();
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set attempt = 1, created_at = now() - interval '2 hours', queued_at = now() - interval '10 minutes' "
            + "where id = $1", id.ToString());

        Assert.InRange(await AskAsync(), 600, 900);
    }

    [Fact]
    public async Task Query_OfWhatMayNotBeStartedYet_IsZero()
    {
        var id = await postgres.Parses.QueuedAsync();
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set created_at = now() - interval '1 hour', run_after = now() + interval '1 hour' where id = $1",
            id.ToString());

        Assert.Equal(0, await AskAsync());
    }

    private Task<long> AskAsync()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Manifest));
        return postgres.Database.ScalarAsync<long>(text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..]);
    }
}
