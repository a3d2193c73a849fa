using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// What clients send again by themselves: PHP whatever failed, at once and up to three times; Python creates after a 5xx or a 429; Ruby's
/// HTTP library reads, deletes and the like. Nobody waits as <c>Retry-After</c> says.
/// </summary>
public sealed class ClientRetryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string DataUrl = "data:text/plain;base64,UGxhaW4gdGV4dCwgbm90aGluZyBlbHNlLg==";
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("php")]
    [InlineData("php of June 2026")]
    [InlineData("ruby")]
    [InlineData("rust")]
    public async Task Create_FourTriesThatTimeOut_AreOneParse(string name)
    {
        var client = Clients.Named(name);
        var fileName = $"{Guid.NewGuid()}.txt";
        var request = client.Post("/v1/parses", _api.Secret, client.CreateBody(fileName, DataUrl, background: false));
        for (var tries = 1; tries < 4; tries++)
        {
            await using var impatient = await WireConnection.OpenAsync(_api.Url);
            await impatient.SendAsync(request);
            await AnswerIsAwaitedAsync(fileName, awaited: true);
            impatient.Abort();
            await AnswerIsAwaitedAsync(fileName, awaited: false);
        }

        await using var last = await WireConnection.OpenAsync(_api.Url);
        await last.SendAsync(request);
        await AnswerIsAwaitedAsync(fileName, awaited: true);
        var id = await fixture.Database.ScalarAsync<string>("select max(id) from parseworker.parses where file_name = $1", fileName);
        var attempt = await _api.Store.ClaimAsync(ParseId.Parse(id!), "test-worker", TestParses.Lease, CancellationToken.None);
        await _api.CompleteAsync(attempt!.Key, "text");

        var answer = (await last.ReadAsync())!;

        StrictReader.ReadParse(answer.Json(201), "completed");
        Assert.Equal("true", answer.Header("Idempotent-Replayed"));
        Assert.Equal(1, await CountAsync(fileName));
    }

    [Fact]
    public async Task Create_RefusedFourTimesAtOnce_LeavesTheConnectionUsable()
    {
        var php = Clients.Named("php");
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        for (var tries = 0; tries < 4; tries++)
        {
            var bad = php.Post("/v1/parses", _api.Secret, php.CreateBody("refused.txt", "http://files.example.com/a", background: true));
            (await connection.ExchangeAsync(bad)).Refused(422, "unsupported_url");
        }

        (await connection.ExchangeAsync(php.Get("/v1/parses?limit=1", _api.Secret))).Json(200);
        Assert.Equal(0, await CountAsync("refused.txt"));
    }

    [Fact]
    public async Task Create_CutOffInItsBodyAndSentAgain_IsOneParse()
    {
        var go = Clients.Named("go");
        var fileName = $"{Guid.NewGuid()}.txt";
        var request = go.Post("/v1/parses", _api.Secret, go.CreateBody(fileName, DataUrl, background: true));
        await using (var cut = await WireConnection.OpenAsync(_api.Url))
        {
            await cut.SendAsync(request[..^20]);
            cut.Abort();
        }

        (await WireConnection.ExchangeAsync(_api.Url, request)).Json(201);

        Assert.Equal(1, await CountAsync(fileName));
    }

    [Fact]
    public async Task Create_RefusedForAFullQueueAndSentAgain_IsOneParseOnceThereIsRoom()
    {
        var python = Clients.Named("python");
        var secret = await _api.CreateKeyAsync(TestParses.Environment, mostWaiting: 1);
        var (ahead, fileName) = ($"{Guid.NewGuid()}.txt", $"{Guid.NewGuid()}.txt");
        var first = await WireConnection.ExchangeAsync(_api.Url, python.Post(
            "/v1/parses", secret, python.CreateBody(ahead, DataUrl, background: true)));
        var request = python.Post("/v1/parses", secret, python.CreateBody(fileName, DataUrl, background: true));

        for (var tries = 0; tries < 3; tries++) (await WireConnection.ExchangeAsync(_api.Url, request)).Refused(429, "queue_full");
        Assert.Equal(0, await CountAsync(fileName));
        var id = first.Json(201).GetProperty("id").GetString()!;
        (await WireConnection.ExchangeAsync(_api.Url, python.Cancel(id, secret))).Json(200);

        (await WireConnection.ExchangeAsync(_api.Url, request)).Json(201);
        Assert.Equal(1, await CountAsync(fileName));
    }

    [Fact]
    public async Task Create_RefusedByAServerThatStopsAndSentAgain_IsOneParse()
    {
        var python = Clients.Named("python");
        var fileName = $"{Guid.NewGuid()}.txt";
        var request = python.Post("/v1/parses", _api.Secret, python.CreateBody(fileName, DataUrl, background: false));
        await using var stopping = await ApiServer.StartAsync(fixture.Database, secret: _api.Secret);
        await using var first = await WireConnection.OpenAsync(stopping.Url);
        await first.SendAsync(request);
        await AnswerIsAwaitedAsync(fileName, awaited: true);
        await stopping.StopAsync();
        (await first.ReadAsync())!.Refused(503, "server_stopping");

        await using var again = await WireConnection.OpenAsync(_api.Url);
        await again.SendAsync(request);
        await AnswerIsAwaitedAsync(fileName, awaited: true);
        var id = await fixture.Database.ScalarAsync<string>("select max(id) from parseworker.parses where file_name = $1", fileName);
        var attempt = await _api.Store.ClaimAsync(ParseId.Parse(id), "test-worker", TestParses.Lease, CancellationToken.None);
        await _api.CompleteAsync(attempt!.Key, "text");

        StrictReader.ReadParse((await again.ReadAsync())!.Json(201), "completed");
        Assert.Equal(1, await CountAsync(fileName));
    }

    [Fact]
    public async Task Cancel_LostAndSentAgain_IsAnsweredWithTheRecord()
    {
        var ruby = Clients.Named("ruby");
        var id = (await _api.Parses.QueuedAsync()).ToString();
        await using (var lost = await WireConnection.OpenAsync(_api.Url))
        {
            await lost.SendAsync(ruby.Cancel(id, _api.Secret));
            lost.Abort();
        }

        var answer = await WireConnection.ExchangeAsync(_api.Url, ruby.Cancel(id, _api.Secret));

        StrictReader.ReadParse(answer.Json(200), "cancelled");
    }

    private Task<long> CountAsync(string fileName) =>
        fixture.Database.ScalarAsync<long>("select count(*) from parseworker.parses where file_name = $1", fileName);

    private Task<bool> AnswerIsAwaitedAsync(string fileName, bool awaited) => Eventually.BecomesAsync(
        () => fixture.Database.ScalarAsync<bool>(
            "select exists (select from parseworker.parses p join parseworker.unanswered_creates u on u.parse_id = p.id "
            + "where p.file_name = $1 and not u.abandoned)", fileName),
        found => found == awaited);
}
