using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Files;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>Many connections that mean no good: whoever means well is answered meanwhile. Alone, as memory is counted.</summary>
[Trait("Needs", "Time")]
[CollectionDefinition(nameof(HostileConnectionsTests), DisableParallelization = true)]
[Collection(nameof(HostileConnectionsTests))]
public sealed class HostileConnectionsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const int Many = 200;

    private readonly ApiServer _api = fixture.Server;

    public static TheoryData<string, string> Bombs => new()
    {
        { "a long header", $"X-Bomb: {new string('a', 40_000)}\r\n\r\n" },
        { "many headers", string.Concat(Enumerable.Range(0, 150).Select(number => $"X-{number}: a\r\n")) + "\r\n" },
        { "a header that goes on", $"X-Bomb: {new string('a', 200_000)}" },
        { "headers that go on", string.Concat(Enumerable.Repeat("X-Bomb: a\r\n", 20_000)) },
    };

    [Theory, MemberData(nameof(Bombs))]
    public async Task HeaderBombs_OnManyConnections_AreEachRefused(string bomb, string headers)
    {
        Assert.NotEmpty(bomb);
        var request = $"GET /v1/parses HTTP/1.1\r\nHost: x\r\n{headers}";

        await Parallel.ForAsync(0, Many, async (_, _) => (await WireConnection.ExchangeAsync(_api.Url, request)).Refused(
            431, "headers_too_large"));

        await AssertServesAsync(_api);
    }

    [Theory]
    [InlineData("GET /v1/parses HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("GET /v1/par")]
    [InlineData("POST /v1/parses HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nApi-Key: {key}\r\n\r\n{\"docu")]
    [InlineData("PUT /uploads/{file}.txt?token={token} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome bytes")]
    [InlineData("POST /v1/parses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nApi-Key: {key}\r\n\r\n400\r\n{\"docu")]
    public async Task SlowRequests_OnManyConnections_AreEachRefusedWhileOthersAreServed(string beginning)
    {
        await using var impatient = await ImpatientAsync();
        var request = Encoding.ASCII.GetBytes(await FillAsync(beginning, impatient));
        var slow = await OpenAsync(impatient, Many, _ => request);

        await AssertServesAsync(impatient);
        foreach (var connection in slow)
        {
            (await connection.ReadAsync())!.Refused(408, "request_timeout");
            Assert.Null(await connection.ReadAsync());
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connections_ThatNeverFinish_CostLittleAndOthersAreServed()
    {
        // Nobody is cut off here: what they cost is what they cost for ever.
        await using var patient = await ApiServer.StartAsync(fixture.Database, builder => builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.RequestHeadersTimeout = Timeout.InfiniteTimeSpan;
        }));
        var half = "data:text/plain;base64," + new string('A', 2 * 1024 * 1024);
        string[] beginnings =
        [
            "",
            $"GET /v1/parses HTTP/1.1\r\nHost: x\r\nX: {new string('a', 8000)}",
            $"POST /v1/parses HTTP/1.1\r\nHost: x\r\nApi-Key: {patient.Secret}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: 9999999\r\n\r\n{{\"document\":{{\"filename\":\"a.txt\",\"url\":\"{half}",
            Waiting(patient.Secret),
        ];

        // Encoded once: a socket keeps hold of what it sent last.
        var sent = beginnings.Select(Encoding.ASCII.GetBytes).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var connections = await OpenAsync(patient, 1000, number => sent[number % sent.Length]);
        await AssertServesAsync(patient);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        // 250 of them have sent 2 MiB each.
        Assert.True(after - before < 256 * 1024 * 1024, $"{(after - before) >> 20} MiB more in use");
        foreach (var connection in connections) connection.Abort();
        await AssertServesAsync(patient);
    }

    [Fact]
    public async Task Upload_OfWhichMuchIsSent_IsNotInMemory()
    {
        const int Size = 48 * 1024 * 1024;
        var upload = await new FileClient(_api).OpenAsync("large.bin", Size);
        var target = new Uri(upload.GetProperty("uploadUrl").GetString()!).PathAndQuery;
        var piece = new byte[1024 * 1024];
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await connection.SendAsync($"PUT {target} HTTP/1.1\r\nHost: x\r\nContent-Length: {Size}\r\n\r\n");
        for (var sent = 0; sent < Size - piece.Length; sent += piece.Length) await connection.SendAsync(piece);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.True(after - before < 8 * 1024 * 1024, $"{(after - before) >> 20} MiB more in use");
        await connection.SendAsync(piece);
        Assert.Equal(200, (await connection.ReadAsync())!.Status);
    }

    /// <summary>A create that waits for its end, which never comes.</summary>
    private static string Waiting(string secret)
    {
        var body = ApiServer.Body("waits for ever", new { background = false });
        return $"POST /v1/parses HTTP/1.1\r\nHost: x\r\nApi-Key: {secret}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}";
    }

    /// <summary>Connections that send what <paramref name="beginning"/> says, and then nothing.</summary>
    private static async Task<WireConnection[]> OpenAsync(ApiServer api, int count, Func<int, byte[]> beginning)
    {
        var connections = new WireConnection[count];
        await Parallel.ForAsync(0, count, async (number, _) =>
        {
            connections[number] = await WireConnection.OpenAsync(api.Url);
            await connections[number].SendAsync(beginning(number));
        });
        return connections;
    }

    /// <summary>Health is green, and a parse lives from its create to its delete.</summary>
    private static async Task AssertServesAsync(ApiServer api)
    {
        var workers = api.Services.GetRequiredService<IWorkerRegistry>();
        await workers.ReportAsync(new WorkerReport("good", 4, Ready: true), CancellationToken.None);
        foreach (var path in new[] { "/health/live", "/health/ready" }) await ApiServer.ReadAsync(await api.Anonymous.GetAsync(path), 200);
        var go = Clients.Named("go");
        await using var connection = await WireConnection.OpenAsync(api.Url);
        var create = go.Post("/v1/parses", api.Secret, go.CreateBody("good.txt", "data:,good", background: true));
        var id = (await connection.ExchangeAsync(create)).Json(201).GetProperty("id").GetString()!;
        StrictReader.ReadParse((await connection.ExchangeAsync(go.Cancel(id, api.Secret))).Json(200), "cancelled");
        Assert.Equal(204, (await connection.ExchangeAsync(go.Delete(id, api.Secret))).Status);
    }

    /// <summary>Gives up after a second what the server as it ships gives half a minute and five seconds.</summary>
    private Task<ApiServer> ImpatientAsync() => ApiServer.StartAsync(
        fixture.Database, builder => builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1000, TimeSpan.FromSeconds(1.1));
        }));

    private static async Task<string> FillAsync(string request, ApiServer api)
    {
        var upload = await new Files.FileClient(api).OpenAsync("a.txt", 1000);
        var link = new Uri(upload.GetProperty("uploadUrl").GetString()!);
        return request.Replace("{key}", api.Secret, StringComparison.Ordinal)
            .Replace("{file}", upload.GetProperty("fileId").GetString(), StringComparison.Ordinal)
            .Replace("{token}", link.Query["?token=".Length..], StringComparison.Ordinal);
    }
}
