using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// What a server has to do so that every client of Retab's API works with it unchanged: the checklist of the contract, by its numbers, a
/// test each line. <see cref="WireFixture"/> says how a line is written.
/// </summary>
public sealed class ChecklistTests(WireFixture wire) : IClassFixture<WireFixture>
{
    public static TheoryData<string, string, string> Lines => new()
    {
        { "1 a key as Bearer", "GET /v1/parses\nAuthorization: Bearer {key}", "200" },
        { "1 a key as Api-Key, in any case", "GET /v1/parses\nAPI-KEY: {key}\nAuthorization:", "200" },
        { "1 401 before 404", "GET /v1/no/such/route\nAuthorization: Bearer junk", "401 WWW-Authenticate: Bearer" },
        { "1 401 before 405", "PATCH /v1/parses\nAuthorization: Bearer junk", "401" },
        { "1 401 before 415", "POST /v1/parses\nAuthorization: Bearer junk\nContent-Type: text/plain\n\nx", "401" },
        { "1 401 before 422", "POST /v1/parses\nAuthorization: Bearer junk\n\n{broken", "401" },
        { "1 401 without a key", "GET /v1/parses/{completed}\nAuthorization:", "401" },
        { "2 a request id on 200", "GET /v1/parses", "200 x-request-id: req_" },
        { "2 a request id on 201", "POST /v1/parses\n\n{create}", "201 x-request-id: req_" },
        { "2 a request id on 204", "DELETE /v1/parses/{queued}", "204 x-request-id: req_" },
        { "2 a request id on 401", "GET /v1/parses\nAuthorization: Bearer junk", "401 x-request-id: req_" },
        { "2 a request id on 404", "GET /v1/parses/{unknown}", "404 x-request-id: req_" },
        { "2 a request id on what Kestrel refuses", "GET /v1/parses/%00", "400 x-request-id: req_" },
        { "2 a request id without a key", "GET /health/live\nAuthorization:", "200 x-request-id: req_" },
        { "3 create is 201", "POST /v1/parses\n\n{create}", "201" },
        { "3 list is 200", "GET /v1/parses", "200" },
        { "3 get is 200", "GET /v1/parses/{queued}", "200" },
        { "3 cancel is 200", "POST /v1/parses/{queued}/cancel", "200 \"status\":\"cancelled\".*\"error\":null" },
        { "3 cancel of an ended one is 200", "POST /v1/parses/{completed}/cancel", "200 \"status\":\"completed\"" },
        { "3 cancel of an unknown one is 404", "POST /v1/parses/{unknown}/cancel", "404 not found" },
        { "3 delete is 204 without a body", "DELETE /v1/parses/{completed}", "204 ^(?!.*\nContent-(Type|Length):).*\r\n\r\n$" },
        { "3 delete of an unknown one is 404", "DELETE /v1/parses/{unknown}", "404 not found" },
        { "3 announcing an upload is 201", "POST /v1/files/upload\n\n{\"filename\":\"a\",\"size_bytes\":1}", "201" },
        { "3 sending its bytes is 200", "PUT {target}\nAuthorization:\n\ntext", "200" },
        { "3 completing it is 200", "POST /v1/files/upload/{upload}/complete\n\n{}", "200" },
        { "4 output of a queued one", "GET /v1/parses/{queued}", "200 \"output\":\\{\"pages\":\\[\\],\"text\":\"\"\\}" },
        { "4 output of a running one", "GET /v1/parses/{running}", "200 \"output\":\\{\"pages\":\\[\\],\"text\":\"\"\\}" },
        { "4 output of a failed one", "GET /v1/parses/{failed}", "200 \"output\":\\{\"pages\":\\[\\],\"text\":\"\"\\}" },
        { "4 output that is not wanted", "GET /v1/parses/{completed}?include_output=false", "200 \"pages\":\\[\\],\"text\":\"\"" },
        { "4 output of a completed one", "GET /v1/parses/{completed}",
            "200 \"pages\":\\[\"one\",\"two\"\\],\"text\":\"one\\\\n\\\\ntwo\"" },
        { "4 nulls are written", "GET /v1/parses/{queued}", "200 \"instructions\":null.*\"error\":null,\"usage\":null" },
        { "4 times end in Z", "GET /v1/parses/{queued}", "200 \"created_at\":\"[0-9T:.-]+Z\",\"updated_at\":\"[0-9T:.-]+Z\"" },
        { "5 get binds no body", "GET /v1/parses/{queued}\n\n{broken", "200" },
        { "5 cancel binds no body", "POST /v1/parses/{queued}/cancel\n\n{broken", "200" },
        { "5 cancel takes an empty JSON", "POST /v1/parses/{queued}/cancel\n\n", "200" },
        { "5 cancel takes an empty form", "POST /v1/parses/{queued}/cancel\nContent-Type: application/x-www-form-urlencoded\n\n", "200" },
        { "5 cancel takes no length", "POST /v1/parses/{queued}/cancel", "200" },
        { "5 delete binds no body", "DELETE /v1/parses/{queued}\n\n{broken", "204" },
        { "6 true", "GET /v1/parses/{completed}?include_output=true", "200 \"one\"" },
        { "6 True", "GET /v1/parses/{completed}?include_output=True", "200 \"one\"" },
        { "6 1", "GET /v1/parses/{completed}?include_output=1", "200 \"one\"" },
        { "6 False", "GET /v1/parses/{completed}?include_output=False", "200 \"pages\":\\[\\]" },
        { "6 0", "GET /v1/parses/{completed}?include_output=0", "200 \"pages\":\\[\\]" },
        { "7 an upload in camelCase", "POST /v1/files/upload\n\n{\"filename\":\"a\",\"size_bytes\":1}", "201 \"fileId\":.*\"expiresAt\":" },
        { "7 an upload in snake_case", "POST /v1/files/upload\n\n{\"filename\":\"a\",\"size_bytes\":1}",
            "201 \"file_id\":.*\"expires_at\":" },
        { "8 where an upload goes", "POST /v1/files/upload\n\n{\"filename\":\"a.pdf\",\"size_bytes\":1}",
            "201 \"uploadUrl\":\"http://parse.example/uploads/file_[^/]+\\.pdf\\?token=" },
        { "8 where a download is", "GET /v1/files/{file}/download-link",
            "200 \"download_url\":\"http://parse.example/downloads/file_[^/]+\\.txt\\?token=" },
        { "8 an own link as a document", "POST /v1/parses\n\n"
            + "{\"document\":{\"filename\":\"a\",\"url\":\"{download}\"},\"background\":true}",
            "201 \"id\":\"file_" },
        { "8 a reference as a document", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\","
            + "\"url\":\"https://storage.retab.com/org/{file}.txt\"},\"background\":true}", "201 \"id\":\"file_" },
        { "8 an old reference as a document", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\","
            + "\"url\":\"https://storage.retab.com/{file}\"},\"background\":true}", "201 \"id\":\"file_" },
        { "9 a PDF by another name", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a.txt\",\"url\":\"data:text/plain;base64,{pdf}\"},"
            + "\"background\":true}", "201 \"mime_type\":\"application/pdf\"" },
        { "9 a DOCX as a zip", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:application/zip;base64,{docx}\"},"
            + "\"background\":true}", "201 \"mime_type\":\"application/vnd.openxmlformats-officedocument.wordprocessingml.document\"" },
        { "10 more than 30 MB", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:,{large}\"},\"background\":true}",
            "201" },
        { "10 more than the cap", "POST /v1/parses\n\n{\"document\":{\"filename\":\"a\",\"url\":\"data:,{larger}\"},\"background\":true}",
            "413 document_too_large" },
        { "11 limit=0", "GET /v1/parses?limit=0", "422 'limit'" },
        { "11 limit=1", "GET /v1/parses?limit=1", "200" },
        { "11 limit=100", "GET /v1/parses?limit=100", "200" },
        { "11 limit=101", "GET /v1/files?limit=101", "422 'limit'" },
        { "11 order", "GET /v1/parses?order=up", "422 'order'" },
        { "11 a date that is none", "GET /v1/parses?from_date=2020-13-45", "400 'from_date'" },
        { "11 a window turned round", "GET /v1/parses?from_date=2020-01-02&to_date=2020-01-01",
            "200 \"data\":\\[\\],\"list_metadata\":\\{\"before\":null,\"after\":null\\}" },
        { "11 a cursor of no parse", "GET /v1/parses?after={unknown}", "422 cursor" },
        { "11 a cursor of no file", "GET /v1/files?after=junk", "200 \"list_metadata\":\\{\"before\":(null|\"file_\\w+\"),\"after\":" },
        { "12 detail of an unknown route", "GET /v1/no/such/route", "404 \"detail\":\"" },
        { "12 detail of another method", "PUT /v1/parses", "405 Allow: GET, POST.*\"detail\":\"" },
        { "12 detail of another type", "POST /v1/parses\nContent-Type: text/plain\n\nx", "415 \"detail\":\"" },
        { "12 detail of too much", "POST /v1/files/upload\n\n{\"filename\":\"a\",\"size_bytes\":99999999999}", "413 \"detail\":\"" },
        { "12 detail of too long a target", "GET /v1/parses?after={9000}", "414 \"detail\":\"" },
        { "12 detail of too many headers", "GET /v1/parses\nX-Bomb: {40000}", "431 \"detail\":\"" },
        { "14 the key's status", "GET /v1/auth/status", "200 \"authenticated\":true,\"auth_method\":\"api_key\"" },
        { "14 a junk key's status", "GET /v1/auth/status\nAuthorization: Bearer junk", "401" },
        { "14 the organization", "GET /v1/auth/organization", "200 \\{\"id\":\"test\",\"name\":\"test\"\\}" },
        { "15 a base URL with /v1", "GET /v1/v1/parses/{queued}", "200" },
        { "15 a base URL with /", "GET //v1/parses/{queued}", "200" },
        { "15 a base URL with /v1/", "GET /v1//v1/parses/{queued}", "200" },
        { "15 an older client's base URL with /v1/", "GET /v1//parses/{queued}", "200" },
    };

    [Theory, MemberData(nameof(Lines))]
    public async Task Line_OfTheChecklist_Holds(string line, string request, string answer)
    {
        Assert.NotEmpty(line);
        await wire.AssertAsync(request, answer);
    }

    [Fact]
    public async Task Line13_SameIdempotencyKey_IsTheSameParse()
    {
        var body = ApiServer.Body("idempotent", new { background = true });
        await using var connection = await WireConnection.OpenAsync(wire.Server.Url);
        var request = $"POST /v1/parses HTTP/1.1\r\nHost: x\r\nApi-Key: {wire.Server.Secret}\r\nidempotency-key: one\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

        var first = await connection.ExchangeAsync(request);
        var second = await connection.ExchangeAsync(request);

        Assert.Equal(first.Json(201).GetProperty("id").GetString(), second.Json(201).GetProperty("id").GetString());
        Assert.Equal((null, "true"), (first.Header("Idempotent-Replayed"), second.Header("Idempotent-Replayed")));
    }
}
