using System.Text;
using ParseWorker.Testing.Faults;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>kill -9 of the API in the middle of a request: what it had committed is carried on by others.</summary>
public sealed class KilledApiTests(ServiceFixture service)
{
    [Theory]
    [InlineData("parseworker.parses", "before update", "new.status = 'queued' and old.status = 'pending'")]
    [InlineData("hangfire.job", "before insert", "true")]
    public async Task Kill_BetweenCommitAndEnqueue_IsEnqueuedByTheSweeperAndJoinedByTheRetry(string table, string moment, string condition)
    {
        await using var api = await service.StartApiAsync();
        using var client = service.ClientOf(api);
        var document = Encoding.UTF8.GetBytes($"Its API died before anybody could know: {table}.");
        string id;
        await using (var gate = await StatementGate.CloseAsync(service.Database, table, moment, condition))
        {
            var request = client.PostAsync(document, "orphan.txt");
            await gate.ReachedAsync();
            await api.KillAsync();
            await gate.RefuseAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => request);
            id = await service.Database.ScalarAsync<string>("select id from parseworker.parses order by created_at desc limit 1");
        }

        await using var worker = await service.StartWorkerAsync();
        var retried = await service.Client.CreateAsync(document, "orphan.txt");

        Assert.Equal(id, retried.Id());
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[id]);
    }

    [Fact]
    public async Task Kill_WhileACancelWaits_IsCancelledAllTheSame()
    {
        await using var worker = await service.StartWorkerAsync();
        await using var api = await service.StartApiAsync();
        using var client = service.ClientOf(api);
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await using (var gate = await StatementGate.CloseAsync(service.Database, "parseworker.parses", "before update",
            "new.status = 'cancelled'"))
        {
            var request = client.CancelAsync(id);
            await gate.ReachedAsync();
            await api.KillAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => request);
        }

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[id]);
        Assert.Equal((await service.Client.GetAsync(id)).ToJsonString(), (await service.Client.CancelAsync(id)).ToJsonString());
    }
}
