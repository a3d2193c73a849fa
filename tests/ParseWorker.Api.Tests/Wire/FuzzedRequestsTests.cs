using System.Collections.Concurrent;
using System.Text;
using ParseWorker.Api.Tests.Files;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// Thousands of broken requests, made from seeds: each is answered, none with a 5xx, and nothing is logged as a defect. A failure names
/// the seed; that request alone is sent again by putting the seed into a test.
/// </summary>
[Trait("Needs", "Time")]
public sealed class FuzzedRequestsTests(WireFixture wire) : IClassFixture<WireFixture>
{
    private const int Rounds = 600;
    private const int AtOnce = 8;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly string[] Headers =
    [
        "Accept", "Content-Type", "Content-Encoding", "Idempotency-Key", "Prefer", "Last-Event-ID", "Range", "If-Modified-Since", "Origin",
        "X-Forwarded-For", "X-Request-Id", "Accept-Encoding", "Connection", "Cookie", "Authorization", "Api-Key", "Expect", "Upgrade",
    ];

    private static readonly string[] HeaderValues =
    [
        "", " ", ",", ";", "=", "*/*", "a/b;q=x", "wait=-1", "wait=99999999999", "wait=1;wait=2", "bytes=5-1", "bytes=0-,1-2,3-", "-1",
        "9223372036854775808", "\"", "Bearer", "Bearer a b", "Basic eDp5", "null", "http://a.example:99999", "gzip, br", "h2c", "close, x",
    ];

    private static readonly string[] Names =
        ["limit", "order", "after", "before", "filename", "from_date", "to_date", "status", "include_output", "sort_by", "mime_type",
            "environment"];

    private readonly ConcurrentDictionary<int, bool> _unanswered = [];

    private ApiServer Server => wire.Server;

    public static TheoryData<string, string> Bodies => new()
    {
        {
            "/v1/parses",
            """
            {"document":{"filename":"a.txt","url":"data:text/plain;base64,dGV4dA==","mime_type":null},"model":"gpt-4o","background":true,
            "table_parsing_format":"html","image_resolution_dpi":192,"instructions":"x","bust_cache":true,"expires_after":60,
            "time_limit":60}
            """
        },
        { "/v1/parses", """{"document":{"id":"{file}","filename":"a.txt","mime_type":"text/plain"},"background":true,"model":null}""" },
        { "/v1/documents/parse", """{"document":{"filename":"a.txt","content":"dGV4dA==","mime_type":"text/plain"},"fast_mode":true}""" },
        { "/v1/files/upload", """{"filename":"a.txt","size_bytes":4,"content_type":"text/plain","sha256":null}""" },
        { "/v1/files/upload/{upload}/complete", """{"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}""" },
        { "/v1/parses/cancel", """{"status":["queued"],"filename":"a","from_date":"2020-01-01","dry_run":true,"limit":5,"all":false}""" },
        { "/v1/webhooks", """{"url":"https://hooks.example/a","events":["parse.completed"],"description":"x","secret":null}""" },
        { "/v1/webhooks/{webhook}/rotate-secret", """{"secret":null}""" },
        { "/v1/webhooks/{webhook}/replay", """{"since":"2020-01-01T00:00:00Z"}""" },
        { "/v1/admin/keys", """{"environment":"a","name":"b","most_waiting":5}""" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Body_BrokenAnyhow_IsAnsweredWithoutA5xx(string path, string body)
    {
        var file = await new FileClient(Server).UploadAsync("a.txt", Encoding.UTF8.GetBytes(path + body));
        var upload = FileClient.IdOf(await new FileClient(Server).OpenAsync("a.txt", 4));
        var webhook = path.Contains("{webhook}", StringComparison.Ordinal) ? await WebhookAsync() : "";
        var target = path.Replace("{upload}", upload, StringComparison.Ordinal).Replace("{webhook}", webhook, StringComparison.Ordinal);
        var good = body.Replace("{file}", file, StringComparison.Ordinal);

        await AllAsync(seed => Encoding.ASCII.GetBytes(Head("POST", target, "Content-Type: application/json")), seed =>
            new JsonMutator(seed).Mutate(good));
    }

    [Fact]
    public async Task Query_OfAnything_IsAnsweredWithoutA5xx()
    {
        var id = (await Server.CompletedAsync("text")).ToString();
        string[] paths =
        [
            "/v1/parses", "/v1/files", $"/v1/parses/{id}", $"/v1/parses/{id}/events", "/downloads/a.txt", "/v1/auth/status",
            "/v1/webhooks", $"/v1/webhooks/{await WebhookAsync()}/deliveries", "/v1/admin/keys", "/v1/admin/environments",
        ];

        await AllAsync(seed =>
        {
            var random = new JsonMutator(seed);
            var parameters = Enumerable.Range(0, random.Next(4)).Select(_ => $"{random.Pick(Names)}={Escaped(random)}");
            return Encoding.ASCII.GetBytes(Head("GET", $"{random.Pick(paths)}?{string.Join('&', parameters)}"));
        });
    }

    [Fact]
    public async Task Path_OfAnything_IsAnsweredWithoutA5xx()
    {
        string[] methods = ["GET", "POST", "DELETE", "PUT", "OPTIONS", "PATCH"];
        string[] paths =
        [
            "/v1/parses/", "/v1/files/", "/v1/files/upload/", "/downloads/", "/uploads/", "/v1/", "/", "/hangfire/", "/docs/",
            "/v1/webhooks/", "/v1/admin/", "/v1/admin/keys/", "/v1/admin/environments/",
        ];

        await AllAsync(seed =>
        {
            var random = new JsonMutator(seed);
            return Encoding.ASCII.GetBytes(Head(random.Pick(methods), $"{random.Pick(paths)}{Escaped(random)}", "Content-Length: 0"));
        });
    }

    [Fact]
    public async Task Header_OfAnything_IsAnsweredWithoutA5xx()
    {
        var id = (await Server.CompletedAsync("text")).ToString();
        string[] lines =
            [$"GET /v1/parses/{id}", $"GET /v1/parses/{id}/events", $"POST /v1/parses/{id}/cancel", "GET /v1/files", "GET /docs"];

        await AllAsync(seed =>
        {
            var random = new JsonMutator(seed);
            var line = random.Pick(lines).Split(' ');
            var value = random.Next(2) == 0 ? Encoding.ASCII.GetBytes(random.Pick(HeaderValues)) : random.Bytes(random.Next(20));
            var head = Head(line[0], line[1], "Content-Length: 0");
            return [.. Encoding.ASCII.GetBytes(head), .. Encoding.ASCII.GetBytes(random.Pick(Headers) + ": "), .. value, .. "\r\n"u8];
        });
    }

    private static string Escaped(JsonMutator random) =>
        string.Concat(random.Bytes(random.Next(12)).Select(value => random.Next(3) == 0 ? "0" : $"%{value:X2}"));

    private string Head(string method, string target, string line = "Accept: */*")
    {
        var key = target.StartsWith("/v1/admin/", StringComparison.Ordinal)
            ? $"Authorization: Bearer {ApiFixture.AdminKey}"
            : $"Api-Key: {Server.Secret}";
        return $"{method} {target} HTTP/1.1\r\nHost: parse.example\r\n{key}\r\nConnection: close\r\n{line}\r\n";
    }

    private async Task<string> WebhookAsync()
    {
        var body = new StringContent($$"""{"url":"https://{{WireFixture.WebhookHost}}/a"}""", Encoding.UTF8, "application/json");
        var webhook = await ApiServer.ReadAsync(await Server.Client.PostAsync("/v1/webhooks", body), 201);
        return webhook.GetProperty("id").GetString()!;
    }

    /// <summary>Sends a request for each seed; the creates among them that wait are cancelled meanwhile.</summary>
    /// <param name="head">Request line and headers, without the line that ends them.</param>
    /// <param name="body">What follows, or nothing.</param>
    private async Task AllAsync(Func<int, byte[]> head, Func<int, byte[]>? body = null)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        var all = Parallel.ForEachAsync(Enumerable.Range(0, Rounds), options, async (seed, _) =>
        {
            var content = body?.Invoke(seed);
            var length = content is null ? "" : $"Content-Length: {content.Length}\r\n";
            await AssertAnsweredAsync([.. head(seed), .. Encoding.ASCII.GetBytes($"{length}\r\n"), .. content ?? []], seed);
        });
        await Eventually.BecomesAsync(async () =>
        {
            var every = new StringContent("""{"all":true}""", Encoding.UTF8, "application/json");
            await ApiServer.ReadAsync(await Server.Client.PostAsync("/v1/parses/cancel", every), 200);
            return all.IsCompleted ? "" : $"unanswered seeds: {string.Join(", ", _unanswered.Keys)}";
        }, left => left.Length == 0, Deadline);
        await all;
        Assert.Empty(wire.Defects);
    }

    private async Task AssertAnsweredAsync(byte[] request, int seed)
    {
        _unanswered[seed] = true;
        await using var connection = await WireConnection.OpenAsync(Server.Url);
        await connection.SendAsync(request);
        var answer = await connection.ReadAsync();
        _unanswered.Remove(seed, out _);

        Assert.True(answer is not null, $"seed {seed}: no answer to {Encoding.Latin1.GetString(request)}");
        Assert.True(answer.Status is < 500 or 505, $"seed {seed}: {answer.All} to {Encoding.Latin1.GetString(request)}");
        Assert.NotNull(answer.Named());
        if (answer.Status >= 400 && answer.Header("Content-Type") is "application/json") answer.Refused(answer.Status);
    }
}
