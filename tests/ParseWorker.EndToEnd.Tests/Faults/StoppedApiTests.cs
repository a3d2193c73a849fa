using System.Net;
using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>The API comes and goes; parses don't mind.</summary>
public sealed class StoppedApiTests(ServiceFixture service)
{
    [Fact]
    public async Task Sigterm_WhileASyncClientWaits_SaysSoAndItsRetryJoinsTheParse()
    {
        var document = Encoding.UTF8.GetBytes("Waits for a worker.");
        string id;
        await using (var api = await service.StartApiAsync())
        {
            using var client = service.ClientOf(api);
            var waiting = client.PostAsync(document, "waits.txt", background: false, idempotencyKey: "waits");
            id = await Eventually.BecomesAsync(async () => await service.Database.ScalarAsync<string>(
                "select coalesce(max(id), '') from parseworker.parses where file_name = 'waits.txt' and status = 'queued'"),
                id => id.Length > 0);

            Assert.Equal(0, await api.StopAsync());
            var told = await waiting;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, told.Status);
            Assert.Contains("server_stopping", told.Body, StringComparison.Ordinal);
            Assert.Contains(id, told.Body, StringComparison.Ordinal);
        }

        await using var restarted = await service.StartApiAsync();
        using var again = service.ClientOf(restarted);
        var retry = again.PostAsync(document, "waits.txt", background: false, idempotencyKey: "waits");
        await using var worker = await service.StartWorkerAsync();

        var record = (await retry).Record();
        Assert.Equal((id, "completed"), (record.Id(), record.Status()));
        Assert.Equal("created queued claimed completed", (await service.HistoriesAsync())[id]);
    }

    [Fact]
    public async Task Ready_WithoutAWorker_SaysSo()
    {
        // Workers that other tests killed count as alive for a while yet.
        await service.Database.ExecuteAsync("delete from parseworker.workers");
        await using var worker = await service.StartWorkerAsync();
        await ReadyBecomesAsync(HttpStatusCode.OK);

        await worker.StopAsync();

        var alone = await ReadyBecomesAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("worker", alone.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_OnAnEmptyDatabase_IsRefusedWithWhatToRun()
    {
        await service.Database.ExecuteAsync("create database empty_one");
        var empty = new Npgsql.NpgsqlConnectionStringBuilder(service.Database.ConnectionString) { Database = "empty_one", Pooling = false };

        var api = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiProcess.StartAsync(empty.ConnectionString));
        var worker = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkerProcess.StartAsync(empty.ConnectionString));

        Assert.Contains("ParseWorker.Api migrate", api.Message, StringComparison.Ordinal);
        Assert.Contains("ParseWorker.Api migrate", worker.Message, StringComparison.Ordinal);
        await service.Database.ExecuteAsync("drop database empty_one with (force)");
    }

    private Task<Answer> ReadyBecomesAsync(HttpStatusCode status) => Eventually.BecomesAsync(
        () => service.Client.SendAsync(HttpMethod.Get, "health/ready"), answer => answer.Status == status, TimeSpan.FromSeconds(60));
}
