using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>A document that was read before is not read again, where the operator has said so.</summary>
public sealed class OutputCacheTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_KnownDocument_CompletesWithoutAnEngineAndWithoutCredits()
    {
        await using var worker = await StartAsync(isOn: true);
        var document = Guid.NewGuid().ToByteArray();
        var first = await RunAsync(worker, document);

        var second = await RunAsync(worker, document);

        Assert.Single(worker.Engine.Requests);
        Assert.Equal((ParseStatus.Completed, 3, 0m), (second.Status, second.PageCount, second.Credits));
        Assert.Equal(3m, first.Credits);
        Assert.Equal(await worker.PagesAsync(first.Id), await worker.PagesAsync(second.Id));
    }

    [Fact]
    public async Task Run_KnownDocument_IsReadAgainUnlessTheOperatorSaysOtherwise()
    {
        await using var worker = await StartAsync(isOn: false);
        var document = Guid.NewGuid().ToByteArray();

        await RunAsync(worker, document);
        await RunAsync(worker, document);

        Assert.Equal(2, worker.Engine.Requests.Count);
    }

    [Fact]
    public async Task Run_KnownDocumentThatIsCancelled_EndsCancelled()
    {
        await using var worker = await StartAsync(isOn: true);
        var document = Guid.NewGuid().ToByteArray();
        await RunAsync(worker, document);
        var id = await worker.Parses.QueuedAsync(document: document);
        worker.Store.BeforeEnd = _ => worker.CancelAsync(id);

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
    }

    private Task<WorkerHarness> StartAsync(bool isOn) => WorkerHarness.StartAsync(
        database, services => services.Configure<WorkerOptions>(options => options.OutputCache = isOn));

    private static async Task<Parse> RunAsync(WorkerHarness worker, byte[] document)
    {
        var id = await worker.Parses.QueuedAsync(document: document);
        await worker.RunAsync(id);
        return await worker.FindAsync(id);
    }
}
