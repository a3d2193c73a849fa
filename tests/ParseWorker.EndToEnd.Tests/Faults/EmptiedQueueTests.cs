using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>Somebody empties Hangfire's tables, and numbers begin again: the parses have what it takes to be enqueued again.</summary>
public sealed class EmptiedQueueTests(ServiceFixture service)
{
    [Fact]
    public async Task Truncate_WhileParsesAreQueuedAndRun_EndsThemAll()
    {
        // In the order in which jobs will be numbered after it: an old number of one parse becomes a new job of another.
        var queued = new List<string>();
        for (var number = 0; number < 6; number++)
            queued.Add((await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Queued, number {number}."), $"{number}.txt")).Id());

        await service.Database.ExecuteAsync(
            "truncate hangfire.job, hangfire.jobqueue, hangfire.state, hangfire.jobparameter restart identity cascade");
        await using var worker = await service.StartWorkerAsync();
        var running = await service.StartParsingAsync(LongPdf.Bytes);
        await service.Database.ExecuteAsync(
            "truncate hangfire.job, hangfire.jobqueue, hangfire.state, hangfire.jobparameter restart identity cascade");
        var after = await service.Client.CreateAsync(SampleDocuments.Pdf("Comes after it."), "after.pdf");

        var histories = await service.HistoriesAsync();
        Assert.All([.. queued, running, after.Id()], id => Assert.Equal("created queued claimed completed", histories[id]));
    }
}
