using Hangfire;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>What the dashboard's buttons do while a job runs: they answer at once, and the parse doesn't notice.</summary>
public sealed class DashboardTests(StorageFixture queue) : IClassFixture<StorageFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Button_WhileTheJobRuns_AnswersAtOnceAndTheParseCompletes(bool delete)
    {
        var gate = new TaskCompletionSource();
        await using var worker = new QueueProcess(queue.Database);
        worker.Job.Work = () => gate.Task;
        worker.StartWorker();
        var (parse, job) = await worker.EnqueueAsync();
        await Eventually.BecomesAsync(() => queue.StatusAsync(parse), status => status == "in_progress", StorageFixture.Soon);

        // From another process, as the dashboard is one.
        var press = Task.Run(() => delete ? queue.Process.Client.Delete(job) : queue.Process.Client.Requeue(job), Token);
        var pressed = await press.WaitAsync(StorageFixture.Soon, Token);

        Assert.True(pressed);
        Assert.Equal("in_progress", await queue.StatusAsync(parse));
        gate.SetResult();
        await queue.CompletedAsync(parse);
        await Eventually.BecomesAsync(queue.QueueRowsAsync, rows => rows == 0, StorageFixture.Soon);
        Assert.Equal(1, await queue.Database.ScalarAsync<int>("select attempt from parseworker.parses where id = $1", parse));
    }
}
