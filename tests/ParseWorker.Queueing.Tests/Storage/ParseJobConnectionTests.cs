using System.Data;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Npgsql;
using NSubstitute;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>How slots fetch, with Hangfire's queue table replaced: no database is asked.</summary>
public sealed class ParseJobConnectionTests
{
    private readonly PostgreSqlStorage _storage = HangfireStorage.Create("Host=nowhere.invalid", new QueueOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchNextJob_BySeveralSlots_AsksOneAtATime()
    {
        using var together = new Barrier(4);
        var asking = 0;
        var most = 0;
        Serve(QueueNames.Fresh, () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref asking));
            Thread.Yield();
            Interlocked.Decrement(ref asking);
            return Substitute.For<IFetchedJob>();
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            together.SignalAndWait(Token);
            for (var i = 0; i < 100; i++) Fetch(QueueNames.Fresh);
        }, Token)));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task FetchNextJob_SlotsOfOtherQueuesAsk_HasATurnOfItsOwn()
    {
        using var gate = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var job = Substitute.For<IFetchedJob>();
        Serve(QueueNames.Fresh, () =>
        {
            asked.Set();
            gate.Wait(Token);
            return Substitute.For<IFetchedJob>();
        });
        Serve(QueueNames.Resume, () => job);
        var other = Task.Run(() => Fetch(QueueNames.Fresh), Token);
        asked.Wait(Token);

        Assert.Same(job, await Task.Run(() => Fetch(QueueNames.Resume), Token).WaitAsync(StorageFixture.Soon, Token));

        gate.Set();
        await other;
    }

    // They serve no parse: an idle one is no slot that a neighbour's first parse could have.
    [Fact]
    public async Task FetchNextJob_WhileASlotOfWebhooksIsIdle_GivesTheSpareSlotItsJob()
    {
        using var gate = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var job = Substitute.For<IFetchedJob>();
        Serve(QueueNames.Webhooks, () =>
        {
            asked.Set();
            gate.Wait(Token);
            return Substitute.For<IFetchedJob>();
        });
        Serve(QueueNames.First, () => job);
        var webhooks = Task.Run(() => Fetch(QueueNames.Webhooks), Token);
        asked.Wait(Token);

        Assert.Same(job, await Task.Run(() => Fetch(QueueNames.First), Token).WaitAsync(StorageFixture.Soon, Token));

        gate.Set();
        await webhooks;
    }

    [Fact]
    public void FetchNextJob_DatabaseIsAway_AsksAgainUntilItIsBack()
    {
        var job = Substitute.For<IFetchedJob>();
        var answers = new Queue<Func<IFetchedJob>>([() => throw new NpgsqlException("away"), () => job]);
        Serve(QueueNames.Fresh, () => answers.Dequeue()());

        Assert.Same(job, Fetch(QueueNames.Fresh));
    }

    private void Serve(string queue, Func<IFetchedJob> dequeue)
    {
        var provider = Substitute.For<IPersistentJobQueueProvider>();
        provider.GetJobQueue().Returns(new Jobs(dequeue));
        _storage.QueueProviders.Add(provider, [queue]);
    }

    private IFetchedJob Fetch(string queue)
    {
        using var connection = _storage.GetConnection();
        return connection.FetchNextJob([queue], Token);
    }

    private sealed class Jobs(Func<IFetchedJob> dequeue) : IPersistentJobQueue
    {
        public IFetchedJob Dequeue(string[] queues, CancellationToken cancellationToken) => dequeue();

        public void Enqueue(IDbConnection connection, string queue, string jobId) => throw new NotSupportedException();
    }
}
