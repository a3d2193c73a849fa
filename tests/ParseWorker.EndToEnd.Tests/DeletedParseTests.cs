using System.Net;
using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>DELETE of a parse that runs: it is gone at once, and its worker notices.</summary>
public sealed class DeletedParseTests(ServiceFixture service)
{
    [Fact]
    public async Task Delete_WhileItRuns_StopsItsEngineWritesNothingAndLeavesTheNeighbourAlone()
    {
        await using var worker = await service.StartWorkerAsync();
        var deleted = await service.StartParsingAsync(LongPdf.Bytes);
        var neighbour = await service.StartParsingAsync(LongPdf.Bytes);

        var answer = await service.Client.SendAsync(HttpMethod.Delete, $"v1/parses/{deleted}");
        var gone = await service.Client.SendAsync(HttpMethod.Get, $"v1/parses/{deleted}");
        var next = await service.Client.CreateAsync(SampleDocuments.Pdf("In the slot that became free."), "next.pdf");

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        await worker.WaitForLineAsync($"Stopping {deleted}, attempt 1: Gone");
        await worker.WaitForLineAsync($"{deleted}, attempt 1: no longer ours, nothing is written; reason Gone");
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[neighbour]);
        Assert.Equal("created queued claimed completed", histories[next.Id()]);
        Assert.Equal(0,
            await service.Database.ScalarAsync<long>("select count(*) from parseworker.parse_pages where parse_id = $1", deleted));
        Assert.DoesNotContain(deleted, histories.Keys);
    }

    [Fact]
    public async Task Delete_WhileItWaits_IsNeverStarted()
    {
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Deleted before anybody came."), "waits.txt");
        await service.Client.SendAsync(HttpMethod.Delete, $"v1/parses/{created.Id()}");

        await using var worker = await service.StartWorkerAsync();
        var next = await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Comes after it."), "next.txt");

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[next.Id()]);
        Assert.DoesNotContain(created.Id(), histories.Keys);

        // Its job may still be there: the worker finds no parse then, which is not a start.
        Assert.DoesNotContain($"{created.Id()}, attempt 1", worker.Output, StringComparison.Ordinal);
    }
}
