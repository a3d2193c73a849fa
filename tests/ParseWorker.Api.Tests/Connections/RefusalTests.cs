using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using ParseWorker.Api.Connections;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Connections;

/// <summary>What the server itself refuses has the contract's shape.</summary>
public sealed partial class RefusalTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    public static TheoryData<string, int, string> Requests => new()
    {
        { "GET /v1/parses/%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad_request" },
        { "nonsense\r\n\r\n", 400, "bad_request" },
        { "GET /v1/parses HTTP/1.1\r\n\r\n", 400, "bad_request" },
        { $"GET /v1/{new string('a', 9_000)} HTTP/1.1\r\nHost: x\r\n\r\n", 414, "uri_too_long" },
        { $"GET /v1/parses HTTP/1.1\r\nHost: x\r\nX: {new string('a', 40_000)}\r\n\r\n", 431, "headers_too_large" },
        { "GET /v1/parses HTTP/3.0\r\nHost: x\r\n\r\n", 505, "http_version" },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Connection_NoRequest_IsRefusedInTheContractsShape(string request, int status, string code)
    {
        var answer = await RawConnection.SendAsync(_api.Url, request);

        AssertRefused(answer, status, code);
    }

    [Fact]
    public async Task Connection_NoRequestAfterAGoodOne_IsRefusedInTheContractsShape()
    {
        var answer = await RawConnection.SendAsync(
            _api.Url, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /%00 HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("""{"status":"live"}""", answer, StringComparison.Ordinal);
        AssertRefused(answer[answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal)..], 400, "bad_request");
    }

    [Fact]
    public async Task Connection_HeadersThatNeverEnd_AreRefusedInTheContractsShape()
    {
        await using var impatient = await ApiServer.StartAsync(fixture.Database, builder => builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1)));

        var answer = await RawConnection.SendAsync(impatient.Url, "GET /v1/parses HTTP/1.1\r\nHost: x\r\n");

        AssertRefused(answer, 408, "request_timeout");
    }

    [Theory]
    [InlineData("80000000\r\n{}")]
    [InlineData("ffffffffffffffff\r\n{}")]
    [InlineData("zz\r\n{}")]
    public async Task Create_ChunkSizeThatIsNone_IsRefusedWith400(string body)
    {
        var answer = await RawConnection.SendAsync(
            _api.Url,
            $"POST /v1/parses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_api.Secret}\r\nContent-Type: application/json\r\n"
            + $"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"bad_request\"", answer, StringComparison.Ordinal);
        Assert.Matches(RequestId(), answer);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nx-request-id: req_1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("a text that says HTTP/1.1 400 Bad Request\r\n\r\n")]
    public void Describe_AnythingButABareRefusal_IsLeftAlone(string response) =>
        Assert.Null(Refusal.Describe(Encoding.ASCII.GetBytes(response), "req_2"));

    private static void AssertRefused(string answer, int status, string code)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Matches(RequestId(), answer);
        var parts = answer.Split("\r\n\r\n", 2);
        Assert.Contains($"Content-Length: {parts[1].Length}\r\n", parts[0] + "\r\n", StringComparison.Ordinal);
        var error = JsonElement.Parse(parts[1]);
        Assert.Equal(["detail", "code", "message", "details"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [GeneratedRegex("\r\nx-request-id: req_[0-9A-Z]{26}\r\n")]
    private static partial Regex RequestId();
}
