using Hangfire;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>
/// What dead processes leave in Hangfire's tables holds nobody up and runs nothing twice. On a database for each test: a worker that is
/// disposed right after its parse has ended leaves that job in the queue, where the next test would find it.
/// </summary>
public sealed class LeftoverTests : IAsyncLifetime
{
    private static readonly string[] Queues = [.. QueueNames.All];

    private readonly StorageFixture _queue = new();

    public ValueTask InitializeAsync() => _queue.InitializeAsync();

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    // Hangfire itself serves what a dead process had fetched after everything that waits: under a standing backlog never.
    [Fact]
    public async Task Sweep_JobWasFetchedByAProcessThatDied_RunsTheParseBeforeWhatComesLater()
    {
        var (parse, job) = await _queue.Process.EnqueueAsync();
        await using var dead = new QueueProcess(_queue.Database);
        Assert.Equal(job, FetchAndDie(dead.Storage));
        await _queue.Database.ExecuteAsync(
            "update parseworker.parses set enqueued_at = now() - interval '11 seconds' where id = $1", parse);
        await using var worker = new QueueProcess(_queue.Database);
        var waiting = await EnqueueAsync(worker, 4);

        await worker.SweepAsync();
        var later = await EnqueueAsync(worker, 4);
        worker.StartWorker(slots: 1);

        await _queue.CompletedAsync(later[^1]);
        Assert.Equal([.. waiting, parse, .. later], worker.Job.Delivered);
    }

    // Hangfire accepts a job's end from whoever ran it once (hence the fence of the parse): here from a worker that was given up.
    [Fact]
    public async Task Worker_EndsAJobThatAnotherHasTaken_EndsNotTheParse()
    {
        await using var stale = new QueueProcess(_queue.Database);
        await using var other = new QueueProcess(_queue.Database);
        var (staleRuns, staleEnds) = Held(stale.Job);
        var (otherRuns, otherEnds) = Held(other.Job);
        var (parse, job) = await stale.EnqueueAsync();
        stale.StartWorker(slots: 1);
        await staleRuns.Task.WaitAsync(StorageFixture.Soon, TestContext.Current.CancellationToken);
        await LeaveQueueRowAsync(long.Parse(job), fetched: false, QueueNames.Resume);
        await Eventually.BecomesAsync(() => SweptAsync(other, parse), status => status == "queued", StorageFixture.Soon);
        other.StartWorker(slots: 1);
        await otherRuns.Task.WaitAsync(StorageFixture.Soon, TestContext.Current.CancellationToken);

        staleEnds.SetResult();

        await BecomesAsync(job, "Succeeded");
        Assert.Equal("in_progress", await _queue.StatusAsync(parse));
        otherEnds.SetResult();
        await _queue.CompletedAsync(parse);
        Assert.Equal("claimed taken_back claimed completed", await _queue.Database.ScalarAsync<string>(
            "select string_agg(kind, ' ' order by n) from parseworker.parse_events where parse_id = $1 and kind <> 'created'", parse));
    }

    // Hangfire's own doing; that the sweeper may leave queue rows alone rests on it.
    [Fact]
    public async Task Worker_QueueRowOfAFinishedJobIsLeft_DropsItWithoutRunningTheParseAgain()
    {
        await using var worker = new QueueProcess(_queue.Database);
        worker.StartWorker();
        var (parse, job) = await worker.EnqueueAsync();
        await _queue.CompletedAsync(parse);
        await BecomesAsync(job, "Succeeded");

        await LeaveQueueRowAsync(long.Parse(job), fetched: true);

        await GoneAsync(long.Parse(job));
        Assert.Single(worker.Job.Delivered);
    }

    [Fact]
    public async Task Worker_QueueRowsOfJobsThatAreGone_DoNotHoldItsSlot()
    {
        await using var worker = new QueueProcess(_queue.Database);
        foreach (var gone in (long[])[900_001, 900_002, 900_003]) await LeaveQueueRowAsync(gone, fetched: false, QueueNames.Resume);
        var (parse, _) = await worker.EnqueueAsync();

        worker.StartWorker(slots: 1);

        await _queue.CompletedAsync(parse);
    }

    [Fact]
    public async Task Worker_JobIsDeliveredTwice_RunsTheParseOnce()
    {
        await using var worker = new QueueProcess(_queue.Database);
        var (parse, job) = await worker.EnqueueAsync();
        await LeaveQueueRowAsync(long.Parse(job), fetched: false);

        worker.StartWorker();

        await _queue.CompletedAsync(parse);
        await GoneAsync(long.Parse(job));
        Assert.Equal(1, await _queue.Database.ScalarAsync<int>("select attempt from parseworker.parses where id = $1", parse));
    }

    [Fact]
    public async Task Worker_JobsThatHaveExpired_AreRemovedWhenItStarts()
    {
        await using var worker = new QueueProcess(_queue.Database);
        var (_, job) = await worker.EnqueueAsync();
        worker.Client.Delete(job);
        await _queue.Database.ExecuteAsync("update hangfire.job set expireat = now() - interval '1 second' where id = $1", long.Parse(job));

        worker.StartWorker();

        await BecomesAsync(job, "gone");
    }

    private static async Task<List<string>> EnqueueAsync(QueueProcess worker, int count)
    {
        var parses = new List<string>();
        while (parses.Count < count) parses.Add((await worker.EnqueueAsync()).Parse);
        return parses;
    }

    private static (TaskCompletionSource Runs, TaskCompletionSource Ends) Held(ClaimingJob job)
    {
        var (runs, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        job.Work = () =>
        {
            runs.TrySetResult();
            return ends.Task;
        };
        return (runs, ends);
    }

    private async Task<string> SweptAsync(QueueProcess process, string parse)
    {
        await process.SweepAsync();
        return await _queue.StatusAsync(parse);
    }

    // Held by nobody: a process that dies disposes nothing.
    private static string FetchAndDie(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        return connection.FetchNextJob(Queues, CancellationToken.None).JobId;
    }

    private Task<int> LeaveQueueRowAsync(long job, bool fetched, string name = QueueNames.Fresh) => _queue.Database.ExecuteAsync(
        "insert into hangfire.jobqueue (jobid, queue, fetchedat) values ($1, $2, case when $3 then now() - interval '1 day' end)",
        job, name, fetched);

    private Task<long> GoneAsync(long job) => Eventually.BecomesAsync(
        () => _queue.Database.ScalarAsync<long>("select count(*) from hangfire.jobqueue where jobid = $1", job),
        rows => rows == 0,
        StorageFixture.Soon);

    private Task<string> BecomesAsync(string job, string state) =>
        Eventually.BecomesAsync(() => _queue.JobStateAsync(job), last => last == state, StorageFixture.Soon);
}
