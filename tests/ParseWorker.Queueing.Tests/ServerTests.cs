using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests;

/// <summary>A real server on the queue: order, failures, orphaned locks.</summary>
public sealed class ServerTests(QueueFixture queue) : IClassFixture<QueueFixture>
{
    [Fact]
    public async Task Server_WithBothQueuesFull_ServesResumedParsesFirst()
    {
        var fresh = new[] { QueueFixture.Parse(), QueueFixture.Parse() };
        var resumed = new[] { QueueFixture.Parse(attempt: 1), QueueFixture.Parse(attempt: 2) };
        foreach (var parse in fresh.Concat(resumed)) queue.Queue.Enqueue(parse);

        await using var server = await RunningServer.StartAsync(queue.Database);

        foreach (var parse in resumed.Concat(fresh)) Assert.Equal(parse.Id.ToString(), await server.NextAsync());
    }

    [Fact]
    public async Task Server_WithAJobThatThrows_NeverRetriesIt()
    {
        await using var server = await RunningServer.StartAsync(queue.Database);
        var jobId = queue.Queue.Enqueue(QueueFixture.Parse());
        await server.NextAsync();
        await AssertBecomesAsync(jobId, "Succeeded");

        await queue.Database.ExecuteAsync(
            """update hangfire.job set arguments = '["\"throw\""]', statename = 'Enqueued' where id = $1::bigint""", jobId);
        await queue.Database.ExecuteAsync("insert into hangfire.jobqueue (jobid, queue) values ($1::bigint, 'b-parse')", jobId);

        Assert.Equal("throw", await server.NextAsync());
        await AssertBecomesAsync(jobId, "Failed");
        await Eventually.BecomesAsync(
            () => queue.Database.ScalarAsync<long>("select count(*) from hangfire.jobqueue where jobid = $1::bigint", jobId),
                rows => rows == 0);
        Assert.Equal("Failed", await queue.ReadJobAsync("statename", jobId));
        Assert.Equal(0, await queue.Database.ScalarAsync<long>(
            "select count(*) from hangfire.state where jobid = $1::bigint and name = 'Scheduled'", jobId));
    }

    // Hangfire's own storage would wait for the row until it is old: its locks are such rows.
    [Fact]
    public async Task Server_WithALockRowOfTheJobsState_DoesNotLookAtIt()
    {
        var jobId = queue.Queue.Enqueue(QueueFixture.Parse());
        await OrphanAsync($"job:{jobId}:state-lock", "0 seconds");

        await using var server = await RunningServer.StartAsync(queue.Database);
        await server.NextAsync();

        await Eventually.BecomesAsync(() => queue.ReadJobAsync("statename", jobId), state => state == "Succeeded",
            TimeSpan.FromSeconds(10));
    }

    // What is locked for Hangfire's housekeeping is still a row; 20 s are our setting, Hangfire's own is 10 min.
    [Fact]
    public async Task Lock_RowOfAProcessThatDied_IsTakenOnceItIsOld()
    {
        await OrphanAsync("locks:housekeeping", "21 seconds");
        using var connection = queue.Storage.GetConnection();

        using var taken = connection.AcquireDistributedLock("locks:housekeeping", TimeSpan.FromSeconds(5));

        Assert.NotNull(taken);
    }

    // What a process leaves that died while it held a lock, or whose PostgreSQL was restarted.
    private Task<int> OrphanAsync(string resource, string age) => queue.Database.ExecuteAsync(
        $"insert into hangfire.lock (resource, acquired) values ($1, now() - interval '{age}')", $"hangfire:{resource}");

    private Task<string> AssertBecomesAsync(string jobId, string state) =>
        Eventually.BecomesAsync(() => queue.ReadJobAsync("statename", jobId), current => current == state);
}
