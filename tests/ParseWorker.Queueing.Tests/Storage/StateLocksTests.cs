using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using NSubstitute;
using ParseWorker.Queueing.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

public sealed class StateLocksTests(StorageFixture queue) : IClassFixture<StorageFixture>
{
    private const string Resource = "job:1:state-lock";

    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly ILogger _logger = Logger();

    [Fact]
    public async Task Delete_SessionThatHeldTheStateLockEnded_GoesOnAtOnce()
    {
        var (_, job) = await queue.Process.EnqueueAsync();
        using var connection = queue.Process.Storage.GetConnection();
        using var orphan = connection.AcquireDistributedJobLock(job, StorageFixture.Soon);

        await queue.EndLockSessionsAsync();

        var deleted = await Task.Run(() => queue.Process.Client.Delete(job), Token).WaitAsync(StorageFixture.Soon, Token);
        Assert.True(deleted);
        Assert.Equal("Deleted", await queue.JobStateAsync(job));
    }

    [Fact]
    public async Task Acquire_HolderGoesAwayWhileOthersWait_GoesToOneOfThem()
    {
        var locks = Locks();
        var held = locks.Acquire(Resource, StorageFixture.Soon);
        var waiting = Task.Run(() => locks.Acquire(Resource, StorageFixture.Soon), Token);
        await WaitersBecomeAsync(1);

        held.Dispose();

        using var next = await waiting.WaitAsync(StorageFixture.Soon, Token);
    }

    [Fact]
    public void Acquire_HolderIsFrozen_GetsTheLockWhenPostgresHasEndedItsSession()
    {
        using var frozen = Locks(heldAtMost: Shortly).Acquire("job:2:state-lock", StorageFixture.Soon);

        using var next = Locks().Acquire("job:2:state-lock", StorageFixture.Soon);
    }

    [Fact]
    public void Acquire_HeldByAnotherForTheWholeTimeout_ThrowsAndLeavesNothingBehind()
    {
        using (Locks().Acquire("job:3:state-lock", StorageFixture.Soon))
        {
            var thrown = Assert.Throws<DistributedLockTimeoutException>(() => Locks().Acquire("job:3:state-lock", Shortly));
            Assert.Equal("job:3:state-lock", thrown.Resource);
        }

        using var after = Locks().Acquire("job:3:state-lock", Shortly);
    }

    [Fact]
    public void Acquire_OtherJobOrOtherSchema_IsAnotherLock()
    {
        using var one = Locks().Acquire("job:4:state-lock", Shortly);
        using var otherJob = Locks().Acquire("job:5:state-lock", Shortly);
        using var otherSchema = Locks(schema: "other").Acquire("job:4:state-lock", Shortly);
    }

    [Fact]
    public async Task Dispose_SessionHasEnded_ThrowsNothingAndSaysSo()
    {
        var held = Locks(application: "ended").Acquire("job:6:state-lock", StorageFixture.Soon);
        await queue.Database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ended'");

        held.Dispose();

        Assert.Single(_logger.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(ILogger.Log));
        using var next = Locks(application: "ended").Acquire("job:6:state-lock", Shortly);
    }

    [Fact]
    public async Task Dispose_ManyTimesOver_LeavesOneUnlockedSessionInThePool()
    {
        for (var i = 0; i < 100; i++) Locks(application: "reused").Acquire($"job:{i}:state-lock", StorageFixture.Soon).Dispose();

        Assert.Equal("idle 0", await queue.Database.ScalarAsync<string>(
            """
            select string_agg(state || ' ' || (select count(*) from pg_locks l where l.pid = a.pid and locktype = 'advisory'), ',')
            from pg_stat_activity a where application_name = 'reused'
            """));
    }

    [Fact]
    public async Task AcquireDistributedLock_NoStateLock_IsHangfiresRow()
    {
        using var connection = queue.Process.Storage.GetConnection();
        using var held = connection.AcquireDistributedLock("recurring-jobs:lock", StorageFixture.Soon);

        Assert.Equal(1, await queue.Database.ScalarAsync<long>(
            "select count(*) from hangfire.lock where resource like '%recurring-jobs:lock'"));
    }

    private StateLocks Locks(string schema = "hangfire", string application = "locks", TimeSpan? heldAtMost = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(queue.Database.ConnectionString)
        {
            ApplicationName = application,
            NoResetOnClose = true
        };
        return new StateLocks(connection.ConnectionString, schema, heldAtMost ?? TimeSpan.FromSeconds(10), _logger);
    }

    private Task<long> WaitersBecomeAsync(long count) => Eventually.BecomesAsync(
        () => queue.Database.ScalarAsync<long>(
            """
            select count(*) from pg_locks
            where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
            """),
        waiters => waiters == count);

    private static ILogger Logger()
    {
        var logger = Substitute.For<ILogger>();
        logger.IsEnabled(Arg.Any<LogLevel>()).Returns(true);
        return logger;
    }
}
