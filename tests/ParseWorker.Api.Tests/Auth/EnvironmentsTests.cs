using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Files;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Files;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Auth;

/// <summary>
/// To a key of another environment nothing of this one exists: whatever it sends, the answer is the one about ids that nobody ever had.
/// The routes come from the server's own table, so that a new one has to be thought of here.
/// </summary>
public sealed partial class EnvironmentsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Secret = "secret";
    private const string Document = """{"background":true,"document":{"filename":"a.txt",DOCUMENT}}""";

    /// <summary>Every way to name what another environment has, by route.</summary>
    private static readonly Dictionary<string, (string Path, string? Body)[]> Probes = new()
    {
        ["POST /v1/parses"] = [.. Creates("/v1/parses")],
        ["POST /v1/documents/parse"] = [.. Creates("/v1/documents/parse")],
        ["GET /v1/parses"] =
        [
            ("/v1/parses", null), ("/v1/parses?after={ended}", null), ("/v1/parses?before={waiting}&order=asc", null),
            ("/v1/parses?filename=secret&status=completed", null),
        ],
        ["GET /v1/parses/{id}"] = [("/v1/parses/{ended}", null), ("/v1/parses/{waiting}?include_partial=true", null)],
        ["DELETE /v1/parses/{id}"] = [("/v1/parses/{ended}", null), ("/v1/parses/{waiting}", null)],
        ["POST /v1/parses/{id}/cancel"] = [("/v1/parses/{ended}/cancel", null), ("/v1/parses/{waiting}/cancel", "{}")],
        ["POST /v1/parses/cancel"] =
        [
            ("/v1/parses/cancel", """{"ids":["{ended}","{waiting}"]}"""), ("/v1/parses/cancel", """{"ids":["{waiting}"],"dry_run":true}"""),
            ("/v1/parses/cancel", """{"all":true}"""), ("/v1/parses/cancel", """{"filename":"secret"}"""),
        ],
        ["GET /v1/parses/{id}/events"] = [("/v1/parses/{ended}/events", null), ("/v1/parses/{waiting}/events?after=0", null)],
        ["POST /v1/files/upload"] = [], // names nothing that is there
        ["POST /v1/files/upload/{id}/complete"] =
            [("/v1/files/upload/{upload}/complete", "{}"), ("/v1/files/upload/{file}/complete", "{}")],
        ["GET /v1/files"] =
        [
            ("/v1/files", null), ("/v1/files?after={file}", null), ("/v1/files?before={file}", null), ("/v1/files?filename=secret", null),
        ],
        ["GET /v1/files/{id}"] = [("/v1/files/{file}", null), ("/v1/files/{upload}", null)],
        ["GET /v1/files/{id}/download-link"] = [("/v1/files/{file}/download-link", null)],
        ["POST /v1/webhooks"] = [], // names nothing that is there
        ["GET /v1/webhooks"] = [("/v1/webhooks", null)],
        ["GET /v1/webhooks/{id}"] = [("/v1/webhooks/{webhook}", null)],
        ["PATCH /v1/webhooks/{id}"] =
            [("/v1/webhooks/{webhook}", "{}"), ("/v1/webhooks/{webhook}", """{"enabled":false,"description":"stolen"}""")],
        ["DELETE /v1/webhooks/{id}"] = [("/v1/webhooks/{webhook}", null)],
        ["GET /v1/webhooks/{id}/deliveries"] =
            [("/v1/webhooks/{webhook}/deliveries", null), ("/v1/webhooks/{webhook}/deliveries?after={message}&status=pending", null)],
        ["GET /v1/webhooks/{id}/deliveries/{message}"] = [("/v1/webhooks/{webhook}/deliveries/{message}", null)],
        ["POST /v1/webhooks/{id}/rotate-secret"] =
            [("/v1/webhooks/{webhook}/rotate-secret", null), ("/v1/webhooks/{webhook}/rotate-secret", """{"overlap_seconds":0}""")],
        ["POST /v1/webhooks/{id}/deliveries/{message}/replay"] = [("/v1/webhooks/{webhook}/deliveries/{message}/replay", null)],
        ["POST /v1/webhooks/{id}/replay"] = [("/v1/webhooks/{webhook}/replay", """{"since":"2020-01-01"}""")],
        ["GET /v1/auth/status"] = [("/v1/auth/status", null)],
        ["GET /v1/auth/organization"] = [("/v1/auth/organization", null)],
        ["POST /v1/admin/keys"] = [("/v1/admin/keys", """{"environment":"test","name":"stolen"}""")],
        ["GET /v1/admin/keys"] = [("/v1/admin/keys", null), ("/v1/admin/keys?environment=test", null)],
        ["GET /v1/admin/keys/{id}"] = [("/v1/admin/keys/{key}", null)],
        ["PATCH /v1/admin/keys/{id}"] = [("/v1/admin/keys/{key}", """{"most_waiting":1}""")],
        ["DELETE /v1/admin/keys/{id}"] = [("/v1/admin/keys/{key}", null)],
        ["GET /v1/admin/environments"] = [("/v1/admin/environments", null)],
        ["PUT /v1/admin/environments/{name}"] = [("/v1/admin/environments/test", """{"weight":1}""")],
    };

    private readonly ApiServer _api = fixture.Server;

    public static TheoryData<string> Routes => [.. Probes.Keys];

    [Fact]
    public void Routes_OfTheServer_AllHaveProbesHere()
    {
        var routes =
            from endpoint in _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where pattern.StartsWith("/v1", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {pattern}";

        Assert.Equal(Probes.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Answer_ToAnotherEnvironment_IsThatAboutWhatNeverWas(string route)
    {
        var owned = await OwnAsync();
        var before = await SnapshotAsync();
        using var stranger = new ApiClient(_api.Url, await _api.CreateKeyAsync("production", "stranger"));

        foreach (var probe in Probes[route])
        {
            var real = await SendAsync(stranger, route.Split(' ')[0], probe, owned);
            var ghost = await SendAsync(stranger, route.Split(' ')[0], probe, Ghosts());

            Assert.Equal(ghost, real);
            Assert.DoesNotContain(Secret + "-", real, StringComparison.Ordinal);
            Assert.All(owned.Values, id => Assert.DoesNotContain(id, real, StringComparison.Ordinal));
        }

        Assert.Equal(before, await SnapshotAsync());
    }

    // The same probes say something else to the owner: they do reach what they name.
    [Theory]
    [InlineData("GET /v1/parses/{id}")]
    [InlineData("GET /v1/parses")]
    [InlineData("GET /v1/parses/{id}/events")]
    [InlineData("GET /v1/files/{id}")]
    [InlineData("GET /v1/files/{id}/download-link")]
    [InlineData("POST /v1/parses")]
    [InlineData("GET /v1/webhooks")]
    [InlineData("GET /v1/webhooks/{id}")]
    [InlineData("GET /v1/webhooks/{id}/deliveries")]
    [InlineData("GET /v1/webhooks/{id}/deliveries/{message}")]
    public async Task Answer_ToTheOwner_IsAnother(string route)
    {
        var owned = await OwnAsync();

        var answers = new List<bool>();
        foreach (var probe in Probes[route])
        {
            var real = await SendAsync(_api.Client, route.Split(' ')[0], probe, owned);
            answers.Add(real != await SendAsync(_api.Client, route.Split(' ')[0], probe, Ghosts()));
        }

        Assert.Contains(true, answers);
    }

    private static IEnumerable<(string Path, string? Body)> Creates(string path)
    {
        string[] documents =
        [
            "\"id\":\"{file}\"", "\"url\":\"https://storage.retab.com/test/{file}.txt\"", "\"id\":\"{upload}\"",
            "\"url\":\"http://localhost/downloads/{file}.txt\"",
        ];
        return documents.Select(document => (path, (string?)Document.Replace("DOCUMENT", document, StringComparison.Ordinal)));
    }

    private async Task<Dictionary<string, string>> OwnAsync()
    {
        var files = new FileClient(_api);
        var webhook = await OwnWebhookAsync();
        var attempt = await _api.Parses.InProgressAsync();
        await _api.CompleteAsync(attempt, "secret-text");
        return new Dictionary<string, string>
        {
            ["{ended}"] = attempt.Id.ToString(),
            ["{waiting}"] = (await _api.Parses.QueuedAsync(fileName: "secret-name.txt")).ToString(),
            ["{file}"] = await files.UploadAsync("secret-file.txt", Encoding.UTF8.GetBytes($"secret-bytes {Guid.NewGuid()}")),
            ["{upload}"] = FileClient.IdOf(await files.OpenAsync("secret-upload.txt", 10)),
            ["{webhook}"] = webhook.ToString(),
            ["{key}"] = await fixture.Database.ScalarAsync<string>("select min(id) from parseworker.api_keys where environment = 'test'"),
            ["{message}"] = new MessageId(attempt.Id, await EventsAsync(attempt.Id)).ToString(),
        };
    }

    private async Task<WebhookId> OwnWebhookAsync()
    {
        var endpoint = new WebhookEndpoint
        {
            Id = WebhookId.New(TimeProvider.System.GetUtcNow()),
            Environment = TestParses.Environment,
            Url = "https://secret-host.test/",
            Events = WebhookEvents.All,
        };
        await _api.Services.GetRequiredService<IWebhookStore>().AddAsync(endpoint, WebhookSecret.New(), 1000, CancellationToken.None);
        return endpoint.Id;
    }

    private Task<int> EventsAsync(ParseId id) =>
        fixture.Database.ScalarAsync<int>("select event_count from parseworker.parses where id = $1", id.ToString());

    private static Dictionary<string, string> Ghosts()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Dictionary<string, string>
        {
            ["{ended}"] = ParseId.New(now).ToString(),
            ["{waiting}"] = ParseId.New(now).ToString(),
            ["{file}"] = FileId.New(now).ToString(),
            ["{upload}"] = FileId.New(now).ToString(),
            ["{webhook}"] = WebhookId.New(now).ToString(),
            ["{key}"] = "key_01ARZ3NDEKTSV4RRFFQ69G5FAV",
            ["{message}"] = new MessageId(ParseId.New(now), 4).ToString(),
        };
    }

    /// <summary>Status and body, with the ids that were sent replaced by their places.</summary>
    private static async Task<string> SendAsync(
        ApiClient client, string method, (string Path, string? Body) probe, Dictionary<string, string> ids)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Fill(probe.Path, ids));
        if (probe.Body is { } body) request.Content = new StringContent(Fill(body, ids), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, CancellationToken.None);
        var text = $"{(int)answer.StatusCode} {await ApiServer.TextAsync(answer)}";
        foreach (var (place, id) in ids) text = text.Replace(id, place, StringComparison.Ordinal);
        return Token().Replace(text, "");
    }

    private static string Fill(string text, Dictionary<string, string> ids)
    {
        foreach (var (place, id) in ids) text = text.Replace(place, id, StringComparison.Ordinal);
        return text;
    }

    private Task<string> SnapshotAsync() => fixture.Database.ScalarAsync<string>("""
        select concat((select string_agg(p::text, ';' order by id) from parseworker.parses p where environment = 'test'),
                      (select string_agg(f::text, ';' order by id) from parseworker.files f where environment = 'test'),
                      (select string_agg(u::text, ';' order by file_id) from parseworker.upload_sessions u where environment = 'test'),
                      (select string_agg(w::text, ';' order by id) from parseworker.webhook_endpoints w where environment = 'test'),
                      (select string_agg(d::text, ';' order by endpoint_id, parse_id, n) from parseworker.webhook_deliveries d),
                      (select string_agg(k::text, ';' order by id) from parseworker.api_keys k where environment = 'test'),
                      (select string_agg(e::text, ';' order by name) from parseworker.environments e))
        """);

    [GeneratedRegex("token=[^\"]*")]
    private static partial Regex Token();
}
