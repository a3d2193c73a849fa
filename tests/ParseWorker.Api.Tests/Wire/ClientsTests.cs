using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>A parse's whole life over each client's own bytes; its answers are read as the strictest of them reads.</summary>
public sealed class ClientsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string DataUrl = "data:text/plain;base64,UGxhaW4gdGV4dCwgbm90aGluZyBlbHNlLg==";
    private readonly ApiServer _api = fixture.Server;

    public static TheoryData<string, ParseStatus> NamesAndStatuses
    {
        get
        {
            var all = new TheoryData<string, ParseStatus>();
            foreach (var client in Clients.All)
                foreach (var status in Enum.GetValues<ParseStatus>())
                    all.Add(client.Name, status);
            return all;
        }
    }

    [Theory, MemberData(nameof(Clients.Names), MemberType = typeof(Clients))]
    public async Task Background_FromCreateToDelete_IsAnsweredOnOneConnection(string name)
    {
        var (client, key) = (Clients.Named(name), _api.Secret);
        await using var connection = await WireConnection.OpenAsync(_api.Url);

        var created = (await connection.ExchangeAsync(
            client.Post("/v1/parses", key, client.CreateBody("life.txt", DataUrl, background: true)))).Json(201);
        var status = created.GetProperty("status").GetString()!;
        Assert.True(status is "pending" or "queued", status);
        StrictReader.ReadParse(created, status);
        var id = created.GetProperty("id").GetString()!;

        var read = (await connection.ExchangeAsync(client.Get(client.PathOf(id), key))).Json(200);
        Assert.Equal(created.GetRawText(), read.GetRawText());
        var cheap = await connection.ExchangeAsync(client.Get($"{client.PathOf(id)}?include_output={client.No}", key));
        StrictReader.ReadParse(cheap.Json(200), status);
        var whole = await connection.ExchangeAsync(client.Get($"{client.PathOf(id)}?include_output={client.Yes}", key));
        Assert.Equal(read.GetRawText(), whole.Json(200).GetRawText());
        var rows = StrictReader.ReadList(
            (await connection.ExchangeAsync(client.Get("/v1/parses?limit=1&order=desc&filename=life", key))).Json(200));
        Assert.Equal(id, Assert.Single(rows).GetProperty("id").GetString());

        var cancelled = (await connection.ExchangeAsync(client.Cancel(id, key))).Json(200);
        StrictReader.ReadParse(cancelled, "cancelled");
        var again = await connection.ExchangeAsync(client.Cancel(id, key));
        Assert.Equal(cancelled.GetRawText(), again.Json(200).GetRawText());

        var deleted = (await connection.ExchangeAsync(client.Delete(id, key))).Named();
        Assert.Equal((204, "", null), (deleted.Status, deleted.Text, deleted.Header("Content-Type")));
        foreach (var request in new[] { client.Get(client.PathOf(id), key), client.Cancel(id, key), client.Delete(id, key) })
        {
            var gone = (await connection.ExchangeAsync(request)).Refused(404, "not_found");
            Assert.Contains("not found", gone.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Clients.Names), MemberType = typeof(Clients))]
    public async Task Synchronous_OnceItIsCompleted_Answers201WithTheText(string name)
    {
        var (client, key) = (Clients.Named(name), _api.Secret);
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        var fileName = $"{Guid.NewGuid()}.txt";
        await connection.SendAsync(client.Post("/v1/parses", key, client.CreateBody(fileName, DataUrl, background: false)));
        var id = ParseId.Parse(await Eventually.BecomesAsync(
            () => fixture.Database.ScalarAsync<string>(
                "select coalesce(max(id), '') from parseworker.parses where file_name = $1", fileName),
            found => found.Length > 0));
        var attempt = await _api.Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
        await _api.CompleteAsync(attempt!.Key, "one", "two");

        var parse = (await connection.ReadAsync())!.Json(201);

        StrictReader.ReadParse(parse, "completed");
        Assert.Equal("one\n\ntwo", parse.GetProperty("output").GetProperty("text").GetString());
    }

    [Theory, MemberData(nameof(NamesAndStatuses))]
    public async Task Record_InEveryStatus_IsReadByGetListAndCancel(string name, ParseStatus status)
    {
        var client = Clients.Named(name);
        var environment = $"test-{Guid.NewGuid():N}";
        var key = await _api.CreateKeyAsync(environment);
        var id = (await InAsync(status, environment)).ToString();
        var wire = status.ToWire();
        await using var connection = await WireConnection.OpenAsync(_api.Url);

        var read = (await connection.ExchangeAsync(client.Get(client.PathOf(id), key))).Json(200);
        StrictReader.ReadParse(read, wire);
        Assert.Equal(status == ParseStatus.Completed ? "one\n\ntwo" : "", read.GetProperty("output").GetProperty("text").GetString());
        var cheap = (await connection.ExchangeAsync(client.Get($"{client.PathOf(id)}?include_output={client.No}", key))).Json(200);
        StrictReader.ReadParse(cheap, wire);
        Assert.Equal("""{"pages":[],"text":""}""", cheap.GetProperty("output").GetRawText());
        var rows = StrictReader.ReadList((await connection.ExchangeAsync(client.Get("/v1/parses", key))).Json(200));
        Assert.Equal(read.GetRawText(), rows.Single(row => row.GetProperty("id").GetString() == id).GetRawText());

        // A worker that nobody runs never confirms: the record as it stands comes at once.
        var cancel = client with { Headers = [.. client.Headers, "Prefer: wait=0"] };
        var cancelled = (await connection.ExchangeAsync(cancel.Cancel(id, key))).Json(200);
        StrictReader.ReadParse(cancelled, status is ParseStatus.Pending or ParseStatus.Queued ? "cancelled" : wire);
        if (status.IsTerminal()) Assert.Equal(read.GetRawText(), cancelled.GetRawText());
    }

    /// <summary>A parse in a status, in an environment of its own: nothing else there has it admitted.</summary>
    private async Task<ParseId> InAsync(ParseStatus status, string environment)
    {
        if (status == ParseStatus.Pending) return await _api.Parses.PendingAsync(environment);
        if (status == ParseStatus.Queued) return await _api.Parses.QueuedAsync(environment);
        var attempt = await _api.Parses.InProgressAsync(environment);
        var error = new ParseError(ParseErrorCodes.DocumentCorrupt, "It is damaged.");
        if (status == ParseStatus.Failed)
            await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(error), CancellationToken.None);
        if (status == ParseStatus.Cancelled)
            await _api.Store.RequestCancelAsync(environment, attempt.Id, "tests", CancellationToken.None);
        if (status is ParseStatus.Completed or ParseStatus.Cancelled) await _api.CompleteAsync(attempt, "one", "two");
        return attempt.Id;
    }
}
