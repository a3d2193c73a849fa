using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>A job fails only by a defect or an outage, and then it doesn't stay for ever.</summary>
public sealed class FailedJobsTests(StorageFixture queue) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Worker_JobThrows_FailsItAndLetsItExpire()
    {
        await using var worker = new QueueProcess(queue.Database);
        worker.Job.Work = () => throw new InvalidOperationException("a defect");
        worker.StartWorker();

        var (_, job) = await worker.EnqueueAsync();

        await Eventually.BecomesAsync(() => queue.JobStateAsync(job), state => state == "Failed", StorageFixture.Soon);
        await ExpiresAsOthersDoAsync(job);
    }

    [Fact]
    public async Task ChangeState_FailedWithoutFiltersAndThenRequeued_ExpiresOnlyWhileItIsFailed()
    {
        var (_, job) = await queue.Process.EnqueueAsync();

        // As Hangfire does when a change of state failed ten times.
        Change(job, new FailedState(new InvalidOperationException("away")));
        await ExpiresAsOthersDoAsync(job);

        queue.Process.Client.Requeue(job);
        Assert.Equal(TimeSpan.MaxValue, await ExpiresInAsync(job));
    }

    private void Change(string job, FailedState state)
    {
        using var connection = queue.Process.Storage.GetConnection();
        new BackgroundJobStateChanger(new JobFilterProviderCollection()).ChangeState(
            new StateChangeContext(queue.Process.Storage, connection, job, state));
    }

    private async Task ExpiresAsOthersDoAsync(string job)
    {
        var retention = new QueueOptions().JobRetention;
        Assert.InRange(await ExpiresInAsync(job), retention - TimeSpan.FromMinutes(1), retention);
    }

    private async Task<TimeSpan> ExpiresInAsync(string job) => await queue.Database.ScalarAsync<double>(
        "select coalesce(extract(epoch from expireat - now()), -1)::float8 from hangfire.job where id = $1",
            long.Parse(job)) is var seconds and >= 0
        ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.MaxValue;
}
