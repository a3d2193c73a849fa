using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Auth;

/// <summary>Below /v1 a request without a key learns nothing, not even which paths exist.</summary>
public sealed class EveryPathNeedsAKeyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Paths =
    [
        "/v1", "/v1/", "/V1/parses", "/v1/parses", "/v1/parses/x", "/v1/parses/x/cancel", "/v1/parses/x/events", "/v1/parses/x/unknown",
        "/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV", "/v1/documents/parse", "/v1/files?limit=1", "/v1/files/x",
        "/v1/files/upload", "/v1/files/upload/x/complete", "/v1/files/x/download-link", "/v1/admin/keys", "/v1/admin/x", "/v1/unknown",
        "/v1/v1/parses", "//v1/parses",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    public static TheoryData<string, string> Requests => [.. Paths.SelectMany(_ => Methods, (path, method) => (path, method))];

    [Theory, MemberData(nameof(Requests))]
    public async Task Request_WithAKeyThatIsNone_Is401(string path, string method)
    {
        using var answer = await fixture.Server.Anonymous.SendAsync(
            new HttpMethod(method), new Uri(fixture.Server.Url, "/") + path[1..], ("Authorization", "Bearer junk"));

        // Each is a guess at the admin key, also where nothing is: after ten, nothing is compared.
        int[] refusals = path.StartsWith("/v1/admin/", StringComparison.Ordinal) ? [401, 429] : [401];
        Assert.Contains((int)answer.StatusCode, refusals);
        Assert.StartsWith("req_", Assert.Single(answer.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
    }
}
