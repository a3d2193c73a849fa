namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// What strangers' requests once broke, a test each; <see cref="WireFixture"/> says how a line is written. The rest of them:
/// <see cref="FuzzedRequestsTests"/> and <see cref="HostileConnectionsTests"/>.
/// </summary>
public sealed class FoundByFuzzingTests(WireFixture wire) : IClassFixture<WireFixture>
{
    private const string Chunked = "POST /v1/parses\nContent-Type: application/json\nTransfer-Encoding: chunked\nConnection: close\n\n";

    public static TheoryData<string, string, string> Lines => new()
    {
        { "a chunk size that overflows", Chunked + "80000000\r\n{}", "400 bad_request" },
        { "a chunk size that overflows, of another body", Chunked.Replace("/v1/parses", "/v1/parses/cancel", StringComparison.Ordinal)
            + "80000000\r\n{}", "400 bad_request" },
        { "a cancel that is not gzip", "POST /v1/parses/cancel\nContent-Encoding: gzip\n\n{}", "400 bad_request" },
        { "a cancel that is not br", "POST /v1/parses/cancel\nContent-Encoding: br\n\n{\"all\":true}", "400 bad_request" },
        { "a cancel in an unknown encoding", "POST /v1/parses/cancel\nContent-Encoding: zstd\n\n{}", "415 'zstd'" },
        { "an upload in an unknown encoding", "POST /v1/files/upload\nContent-Encoding: zstd\n\n{}", "415 'zstd'" },
        { "an upload's bytes in an unknown encoding", "PUT {target}\nAuthorization:\nContent-Encoding: zstd\n\nx", "415 'zstd'" },
        { "a cancel without a body in an unknown encoding", "POST /v1/parses/{queued}/cancel\nContent-Encoding: zstd\nContent-Length: 0",
            "200" },
        { "a path nobody knows in an unknown encoding", "POST /v1/nothing\nContent-Encoding: zstd\n\n{}", "404 not_found" },
        { "a body in the encoding Identity", "POST /v1/parses/cancel\nContent-Encoding: Identity\n\n{\"ids\":[\"{unknown}\"]}", "200" },
        { "a webhook in an unknown encoding", "POST /v1/webhooks\nContent-Encoding: zstd\n\n{}", "415 'zstd'" },
        { "a byte order mark before an upload", "POST /v1/files/upload\n\n\uFEFF{\"filename\":\"a.txt\",\"size_bytes\":4}",
            "201 uploadUrl" },
        { "a byte order mark before a cancel", "POST /v1/parses/cancel\n\n\uFEFF{\"ids\":[\"{unknown}\"]}", "200 not_found" },
        { "a cancel of 80,000 characters", "POST /v1/parses/cancel\n\n{\"filename\":\"{40000}{40000}\"}", "413 request_too_large" },
        { "a webhook of 80,000 characters", "POST /v1/webhooks\n\n{\"url\":\"{40000}{40000}\"}", "413 request_too_large" },
        { "a chunk size that is none", Chunked + "zz\r\n{}", "400 bad_request" },
        { "a NUL in a path", "GET /v1/parses/%00", "400 bad_request" },
        { "a target of 9,000 characters", "GET /{9000}", "414 uri_too_long" },
        { "a target of 8,000 characters", "GET /v1/parses/{8000}", "404 not_found" },
        { "headers of 40,000 characters", "GET /v1/parses\nX: {40000}", "431 headers_too_large" },
        { "another version of HTTP", "GET /v1/parses HTTP/3.0", "505 http_version" },
        { "no host", "GET /v1/parses\nHost:", "400 bad_request" },
        { "a method nobody knows", "BREW /v1/parses", "405 method_not_allowed" },
        { "after= a deleted id", "GET /v1/parses?after={gone}", "200" },
        { "before= a deleted id", "GET /v1/parses?order=asc&before={gone}", "200" },
        { "HEAD of a list", "HEAD /v1/parses", "200" },
        { "HEAD of a parse", "HEAD /v1/parses/{completed}", "200" },
        { "HEAD of health", "HEAD /health/live", "200" },
        { "HEAD of readiness", "HEAD /health/ready", "503" },
        { "nine digits of a second", "GET /v1/parses?from_date=2999-01-01T00:00:00.123456789Z", "200 \"data\":\\[\\]" },
        { "a space for the T", "GET /v1/parses?from_date=2999-01-01%2000:00:00Z", "200 \"data\":\\[\\]" },
        { "an unknown encoding", "POST /v1/parses\nContent-Encoding: zstd\n\n{}", "415 'zstd'" },
        { "a body that is not gzip", "POST /v1/parses\nContent-Encoding: gzip\n\n{}", "400 bad_request" },
        { "a byte order mark", "POST /v1/parses\n\n\uFEFF{create}", "201" },
        { "dpi as a fraction", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:,x\"},\"image_resolution_dpi\":192.0,"
            + "\"background\":true}", "201 \"image_resolution_dpi\":192" },
        { "dpi as text", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:,x\"},\"image_resolution_dpi\":\"192\"}",
            "422" },
        { "limit with a NUL", "GET /v1/parses?limit=1%00", "422 'limit'" },
        { "a name with a NUL", "GET /v1/files?filename=%00", "422 'filename'" },
        { "random bytes", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:;base64,AAECAwQFBgcICQ==\"},"
            + "\"background\":true}", "422 unsupported_format" },
        { "document: null", "POST /v1/parses\n\n{\"document\":null}", "422 missing_document" },
        { "a lone surrogate", "POST /v1/parses\n\n{\"document\":{\"filename\":\"\\ud800\",\"url\":\"data:,x\"}}", "422" },
        { "a lone surrogate in a URL", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"\\udc00\"}}", "422" },
        { "JSON a thousand deep", $"POST /v1/parses\n\n{{\"a\":{new string('[', 1000)}{new string(']', 1000)}}}", "422 invalid_json" },
        { "a key twice", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:,x\"},\"model\":\"a\",\"model\":\"b\"}",
            "422 twice" },
        { "two lengths", "POST /v1/parses\nContent-Length: 2\nContent-Length: 3\n\n{}", "400 bad_request" },
        { "a length that is none", "POST /v1/parses\nContent-Length: -1\n\n{}", "400 bad_request" },
        { "an id of dots", "GET /v1/parses/%2E%2E", "404" },
        { "an id with a slash", "GET /v1/parses/a%2Fb", "404" },
        { "an id that is no UTF-8", "GET /v1/parses/%ff%fe", "404" },
        { "a cursor that is no UTF-8", "GET /v1/parses?after=%ff%fe", "422 cursor" },
        { "a link that is none", "GET /downloads/{file}.txt?token=%00", "404" },
        { "an upload that is none", "PUT /uploads/{unknownfile}.txt?token=x\nAuthorization:\n\nx", "404" },
    };

    [Theory, MemberData(nameof(Lines))]
    public async Task Request_ThatOnceBrokeSomething_IsAnswered(string line, string request, string answer)
    {
        Assert.NotEmpty(line);
        await wire.AssertAsync(request, answer);
    }
}
