using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>The database's disk is full: what cannot be stored is refused, what runs waits, and all goes on once there is room.</summary>
public sealed class FullDiskTests(ClusterFixture service) : IClassFixture<ClusterFixture>
{
    [Theory]
    [InlineData("parseworker.blob_chunks")]
    [InlineData("parseworker.parses")]
    [InlineData("parseworker.parse_events")]
    public async Task Create_NoRoom_IsRefusedAndLeavesNothing(string table)
    {
        var document = Encoding.UTF8.GetBytes($"No room for it in {table}.");
        await service.BeFullAsync(table, async () =>
        {
            var refused = await Eventually.BecomesAsync<Answer>(
                () => service.Client.PostAsync(document, "full.txt"), answer =>
                    !answer.Body.Contains("database_unavailable", StringComparison.Ordinal));

            Assert.Equal(503, (int)refused.Status);
            Assert.Contains("database_full", refused.Body, StringComparison.Ordinal);
            Assert.Equal(0, await service.Database.ScalarAsync<long>("select count(*) from parseworker.parses"));
        });

        await using var worker = await service.StartWorkerAsync();
        var created = await Eventually.BecomesAsync<Answer>(() => service.Client.PostAsync(document, "full.txt"),
            answer => (int)answer.Status < 500);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", Assert.Single(histories).Value);
        Assert.True(histories.ContainsKey(created.Record().Id()));
    }

    // Everywhere below a request may be the first to find that its session was ended: clients repeat what was answered with 503.
    [Fact]
    public async Task Run_NoRoomForItsPages_WaitsAndCompletesInTheSameAttempt()
    {
        await using var worker = await service.StartWorkerAsync();
        var id = "";
        await service.BeFullAsync("parseworker.parse_pages", async () =>
        {
            var document = SampleDocuments.Pdf("One.", "Two.", "Three.");
            var created = await Eventually.BecomesAsync<Answer>(() => service.Client.PostAsync(document, "three.pdf"),
                answer => (int)answer.Status < 500);
            id = created.Record().Id();
            await worker.WaitForLineAsync($"The database failed {id}, attempt 1");
        });

        await IsWholeAsync(id, "One.", "Two.", "Three.");
    }

    [Theory]
    [InlineData("new.status = 'in_progress' and old.status = 'queued'", 0)]
    [InlineData("new.status = 'completed'", 1)]
    public async Task Run_NoRoomForItsClaimOrItsEnding_WaitsAndCompletesInTheSameAttempt(string rows, int attempt)
    {
        await using var worker = await service.StartWorkerAsync();
        string id;
        await using (await FullDisk.ForAsync(service.Database, "parseworker.parses", "before update", rows))
        {
            id = await CreateAsync();
            await worker.WaitForLineAsync($"The database failed {id}, attempt {attempt}");
        }

        await IsWholeAsync(id, "One.", "Two.");
    }

    [Fact]
    public async Task Enqueue_NoRoomForTheJob_IsAcceptedAndEnqueuedLater()
    {
        string id;
        await using (await FullDisk.ForAsync(service.Database, "hangfire.jobqueue", "before insert")) id = await CreateAsync();
        Assert.Equal(0, await service.Database.ScalarAsync<long>(
            "select count(*) from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid where j.arguments ->> 0 = to_json($1)::text",
            id));

        await using var worker = await service.StartWorkerAsync();

        await IsWholeAsync(id, "One.", "Two.");
    }

    private async Task<string> CreateAsync() => (await Eventually.BecomesAsync<Answer>(
        () => service.Client.PostAsync(SampleDocuments.Pdf("One.", "Two."), "two.pdf"), answer => (int)answer.Status < 500)).Record().Id();

    private async Task IsWholeAsync(string id, params string[] pages)
    {
        Assert.Equal("created queued claimed completed", (await service.HistoriesAsync())[id]);
        var read = await Eventually.BecomesAsync<Answer>(
            () => service.Client.SendAsync(HttpMethod.Get, $"v1/parses/{id}"), answer => (int)answer.Status < 500);
        Assert.Equal(pages, read.Record().Pages());
    }
}
