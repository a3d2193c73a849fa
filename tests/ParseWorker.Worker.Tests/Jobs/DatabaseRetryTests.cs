using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>Servers that go and come, and poolers before them: no attempt is spent on what passes.</summary>
[Trait("Needs", "Hosts")]
public sealed class DatabaseRetryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>A pooler without its server, a crash, a start, a shutdown, too many clients, a disk's error, an old primary.</summary>
    public static TheoryData<string> Passing => ["08P01", "57P02", "57P03", "57P01", "53300", "58030", "25006"];

    [Theory, MemberData(nameof(Passing))]
    public async Task Run_EveryStatementFailsOnceByWhatPasses_CompletesInOneAttempt(string state)
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.AfterClaim = Once(state);
        var (write, end) = (Once(state), Once(state));
        (worker.Store.BeforeWrite, worker.Store.BeforeEnd) = (_ => write(), _ => end());
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Completed, 1, 0), (parse.Status, parse.Attempt, parse.AttemptsSpent));
    }

    [Fact]
    public async Task Run_ServerIsLostInTheMiddleOfTheDocument_ReadsItAgainFromTheBeginning()
    {
        await using var worker = await WorkerHarness.StartAsync(database, LoseServerOnce);
        byte[] read = [];
        worker.Engine.Script = (request, _) =>
        {
            read = File.ReadAllBytes(request.DocumentPath);
            return GateEngine.Pages(1, 1);
        };
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Completed, 0), (parse.Status, parse.AttemptsSpent));
        Assert.Equal(await database.ScalarAsync<byte[]>(
            "select c.bytes from parseworker.blob_chunks c join parseworker.parses p using (sha256) where p.id = $1", id.ToString()), read);
    }

    [Fact]
    public async Task Run_WriteIsRefusedForGood_IsNotRepeated()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.BeforeWrite = _ => throw Fault(PostgresErrorCodes.CheckViolation);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1), (parse.Status, parse.AttemptsSpent));
        Assert.Equal(0, worker.Log.Count(4201));
    }

    private static void LoseServerOnce(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IDocumentStore));
        services.AddSingleton<IDocumentStore>(provider =>
            new InterruptedDocuments((IDocumentStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
    }

    private static Func<Task> Once(string state)
    {
        var times = 0;
        return () => ++times == 1 ? throw Fault(state) : Task.CompletedTask;
    }

    private static PostgresException Fault(string state) => new("The test's server says so.", "FATAL", "FATAL", state);

    /// <summary>Its first reader gets a byte that is not the document's, and then nothing more.</summary>
    private sealed class InterruptedDocuments(IDocumentStore inner) : IDocumentStore
    {
        private bool _interrupted;

        public Task SaveAsync(ReadOnlyMemory<byte> sha256, Stream content, CancellationToken token) =>
            inner.SaveAsync(sha256, content, token);

        public Task<Stream?> OpenAsync(ReadOnlyMemory<byte> sha256, CancellationToken token) => inner.OpenAsync(sha256, token);

        public async Task CopyToAsync(ReadOnlyMemory<byte> sha256, Stream destination, CancellationToken token)
        {
            if (_interrupted)
            {
                await inner.CopyToAsync(sha256, destination, token);
                return;
            }

            _interrupted = true;
            destination.WriteByte(1);
            throw Fault("08P01");
        }
    }
}
