namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// The contract's lines beside its checklist, by the number of its section; <see cref="WireFixture"/> says how a line is written.
/// </summary>
public sealed class ContractTests(WireFixture wire) : IClassFixture<WireFixture>
{
    public static TheoryData<string, string, string> Lines => new()
    {
        { "0.8 an id with a percent-encoded _", "GET /v1/parses/{encoded}", "200" },
        { "0.8 cancel of one", "POST /v1/parses/{encoded}/cancel", "200 \"status\":\"cancelled\"" },
        { "1 unknown query parameters", "GET /v1/parses?organization_id=x&_=1", "200" },
        { "1.1 what nobody knows is ignored", Create(""" "candidate_scope":1,"capacity_retry_owner":{"a":[]},"fast_mode":true """), "201" },
        { "1.1 nulls for what is optional", Create("\"model\":null,\"table_parsing_format\":null,\"image_resolution_dpi\":null,"
            + "\"instructions\":null,\"bust_cache\":null"), "201 \"model\":\"retab-small\",\"table_parsing_format\":\"html\","
            + "\"image_resolution_dpi\":192,\"instructions\":null" },
        { "1.1 instructions of nothing", Create(""" "instructions":"" """), "201 \"instructions\":null" },
        { "1.1 markdown", Create(""" "table_parsing_format":"markdown" """), "201 \"table_parsing_format\":\"markdown\"" },
        { "1.1 yaml", Create(""" "table_parsing_format":"yaml" """), "201 \"table_parsing_format\":\"yaml\"" },
        { "1.1 json", Create(""" "table_parsing_format":"json" """), "201 \"table_parsing_format\":\"json\"" },
        { "1.1 an unknown table format", Create(""" "table_parsing_format":"latex" """), "422 'table_parsing_format'" },
        { "1.1 a model of the CLI's examples", Create(""" "model":"gpt-4o" """), "201 \"model\":\"gpt-4o\"" },
        { "1.1 an older model", Create(""" "model":"gemini-2.5-flash" """), "201 \"model\":\"gemini-2.5-flash\"" },
        { "1.1 an unknown model", Create(""" "model":"nothing" """), "422 retab-micro, retab-small, retab-large.*gpt-4o" },
        { "1.1 dpi", Create(""" "image_resolution_dpi":300 """), "201 \"image_resolution_dpi\":300" },
        { "1.1 dpi out of bounds", Create(""" "image_resolution_dpi":301 """), "422 'image_resolution_dpi'" },
        { "1.1 in the background it is queued", Create(""" "bust_cache":false """),
            "201 \"pages\":\\[\\],\"text\":\"\"\\},\"status\":\"(queued|pending)\",\"error\":null,\"usage\":null" },
        { "1.2 ten rows unless asked otherwise", "GET /v1/parses", "200 \"data\":\\[" },
        { "1.2 after goes before before", "GET /v1/parses?after={queued}&before={unknown}", "200" },
        { "1.2 the start of a name in any case", "GET /v1/parses?filename=A.T&limit=1", "200 (\"filename\":\"a\\.txt\"|\"data\":\\[\\])" },
        { "1.2 dates", "GET /v1/parses?from_date=2020-01-01&to_date=2020-01-01", "200 \"data\":\\[\\]" },
        { "1.2 instants with milliseconds", "GET /v1/parses?from_date=2999-01-01T00:00:00.000Z", "200 \"data\":\\[\\]" },
        { "1.2 instants as .NET writes them", "GET /v1/parses?to_date=2020-01-01T00%3A00%3A00.0000000%2B00%3A00", "200 \"data\":\\[\\]" },
        { "1.2 a to_date that is none", "GET /v1/parses?to_date=nonsense", "400 'to_date'" },
        { "1.2 what was left empty", "GET /v1/parses?limit=&order=&after=&before=&filename=&from_date=&to_date=", "200" },
        { "1.4 what was deleted is gone", "GET /v1/parses/{gone}", "404 not found" },
        { "1.4 a running one", "DELETE /v1/parses/{running}", "204" },
        { "1.5 a failed one stays as it is", "POST /v1/parses/{failed}/cancel", "200 \"status\":\"failed\",\"error\":\\{\"code\":" },
        { "1.7 an error is an object", "GET /v1/parses/{failed}",
            "200 \"error\":\\{\"code\":\"document_corrupt\",\"message\":\"It is damaged.\",\"details\":null\\}" },
        { "1.7 usage has credits", "GET /v1/parses/{completed}", "200 \"usage\":\\{\"credits\":3.0,\"page_count\":2" },
        { "2.1 the preflight of two suites", "GET /v1/files?limit=1", "200" },
        { "2.1 every filter", "GET /v1/files?limit=1&order=asc&filename=A&mime_type=text/plain&from_date=2020-01-01&to_date=2999-01-01"
            + "&include_embeddings=False&sort_by=updated_at", "200" },
        { "2.1 nulls in an announcement", "POST /v1/files/upload\n\n"
            + "{\"filename\":\"a\",\"size_bytes\":1,\"content_type\":null,\"sha256\":null}",
            "201 \"uploadHeaders\":\\{" },
        { "2.1 a hash that is none", "POST /v1/files/upload\n\n{\"filename\":\"a\",\"size_bytes\":1,\"sha256\":\"xyz\"}", "422 'sha256'" },
        { "2.1 completing nothing", "POST /v1/files/upload/{unknownfile}/complete\n\n{}", "404" },
        { "2.1 completing before the bytes", "POST /v1/files/upload/{announced}/complete\n\n{}", "422 upload_incomplete" },
        { "2.1 completing with another hash", $"POST /v1/files/upload/{{upload}}/complete\n\n{{\"sha256\":\"{new string('0', 64)}\"}}",
            "422 sha256_mismatch" },
        { "2.1 completing with null", "POST /v1/files/upload/{upload}/complete\n\n{\"sha256\":null}",
            "200 \"filename\":\"a.txt\",\"url\":" },
        { "2.1 bytes of another length", "PUT {target}\nAuthorization:\n\ntoo many", "422 size_mismatch" },
        { "2.1 a file's record", "GET /v1/files/{file}", "200 \"object\":\"file\".*\"page_count\":null" },
        { "2.1 a file that is not there", "GET /v1/files/{unknownfile}", "404 not found" },
        { "2.1 a link to it", "GET /v1/files/{unknownfile}/download-link", "404 not found" },
        { "2.1 a link's answer", "GET /v1/files/{file}/download-link", "200 \"expires_in\":\"60 minutes\".*\"mime_data\":\\{\"filename\"" },
        { "2.3 the legacy route", "POST /v1/documents/parse\n\n{}", "422 'document'" },
        { "3 a key that is empty", "GET /v1/parses\nAuthorization: Bearer  ", "401" },
        { "3 a client id beside the key", "GET /v1/parses\nX-Retab-Client-Id: mine", "200" },
        { "3 a junk key for files", "GET /v1/files?limit=1\nApi-Key: junk\nAuthorization:", "401" },
        { "3 a junk key for what this server has not", "GET /v1/extractions\nApi-Key: junk\nAuthorization:", "401" },
        { "3 what this server has not", "GET /v1/extractions", "404 \"detail\":\"There is no /v1/extractions" },
        { "4 an unknown cursor", "GET /v1/parses?before=junk", "422 cursor.*environment" },
        { "4 a deleted cursor", "GET /v1/parses?after={gone}", "200 \"list_metadata\":" },
        { "5.4 a key in any case", Create(""" "bust_cache":true """, "idempotency-key: mine"), "201" },
        { "5.5 any Accept", "GET /v1/parses\nAccept: */*", "200" },
        { "5.5 another Accept", "GET /v1/parses\nAccept: text/html", "200" },
        { "5.5 gzip is no must", "GET /v1/parses\nAccept-Encoding: gzip, deflate, br, zstd", "200 ^(?!.*\nContent-Encoding)" },
        { "5.5 JSON in chunks", "POST /v1/files/upload\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
            + "1F\r\n{\"filename\":\"a\",\"size_bytes\":1}\r\n0\r\n\r\n", "201" },
        { "5.5 JSON with a charset", Create(""" "bust_cache":false """, "Content-Type: application/json; charset=utf-8"), "201" },
        { "5.5 HTTP/1.0", "GET /v1/parses HTTP/1.0", "200" },
        { "5.5 Expect", Create(""" "bust_cache":false """, "Expect: 100-continue"), "201" },

        // Section 1.6: the document.
        { "1.6 a data URL", Document(""" "filename":"a.pdf","url":"data:application/pdf;base64,{pdf}" """), "201 application/pdf" },
        { "1.6 with parameters", Document(""" "filename":"a.txt","url":"data:text/plain;charset=utf-8;base64,dGV4dA==" """),
            "201 text/plain" },
        { "1.6 without base64", Document(""" "filename":"a.txt","url":"data:text/plain;charset=utf-8,a%20text" """), "201 text/plain" },
        { "1.6 without a type", Document(""" "filename":"a.txt","url":"data:,text" """), "201 text/plain" },
        { "1.6 in capitals", Document(""" "filename":"a.txt","url":"DATA:Text/Plain;BASE64,dGV4dA==" """), "201 text/plain" },
        { "1.6 with escaped slashes", Document("\"filename\":\"a.txt\",\"url\":\"data:text\\/plain;base64,dGV4\\/w==\""),
            "201 text/plain" },
        { "1.6 with percent-encoded base64", Document(""" "filename":"a.txt","url":"data:text/plain;base64,dGV4dA%3D%3D" """), "201" },
        { "1.6 without padding", Document(""" "filename":"a.txt","url":"data:text/plain;base64,dGV4dA" """), "201" },
        { "1.6 octet-stream", Document(""" "filename":"a","url":"data:application/octet-stream;base64,{pdf}" """), "201 application/pdf" },
        { "1.6 uploaded_file.plain", Document(""" "filename":"uploaded_file.plain","url":"data:,text" """), "201 text/plain" },
        { "1.6 uploaded_file.bin", Document(""" "filename":"uploaded_file.bin","url":"data:,text" """), "201 text/plain" },
        { "1.6 document", Document(""" "filename":"document","url":"data:,text" """), "201 text/plain" },
        { "1.6 a type that is null", Document(""" "filename":"a.txt","url":"data:,text","mime_type":null """), "201 text/plain" },
        { "1.6 a type that is wrong", Document(""" "filename":"a.txt","url":"data:,text","mime_type":"image/png" """), "201 text/plain" },
        { "1.6 content", Document(""" "filename":"a.txt","content":"dGV4dA==","mime_type":"text/plain" """), "201 text/plain" },
        { "1.6 content without a name", Document(""" "content":"dGV4dA==","mime_type":"text/plain" """), "201 \"filename\":\"document\"" },
        { "1.6 a reference", Document(""" "id":"{file}","filename":"b.txt","mime_type":"text/plain" """), "201 \"filename\":\"b.txt\"" },
        { "1.6 a url alone", Document(""" "url":"data:,text" """), "422 'document.filename'" },
        { "1.6 https", Document(""" "filename":"a","url":"https://files.example.com/a.pdf" """), "422 unsupported_url" },
        { "1.6 http", Document(""" "filename":"a","url":"http://files.example.com/a.pdf" """), "422 unsupported_url" },
        { "1.6 gs", Document(""" "filename":"a","url":"gs://bucket/a.pdf" """), "422 unsupported_url" },
        { "1.6 a reference of the vendor's", Document(""" "filename":"a","url":"https://storage.retab.com/o/file_0123456789abcdef.pdf" """),
            "422 unknown_file" },
        { "1.6 what Node makes of an http URL", Document(""" "filename":"a","url":"data:application/octet-stream;base64,httpexample" """),
            "422" },
    };

    [Theory, MemberData(nameof(Lines))]
    public async Task Line_OfTheContract_Holds(string line, string request, string answer)
    {
        Assert.NotEmpty(line);
        await wire.AssertAsync(request, answer);
    }

    private static string Create(string fields, string? header = null) =>
        $"POST /v1/parses{(header is null ? "" : "\n" + header)}\n\n"
        + $"{{\"document\":{{\"filename\":\"a.txt\",\"url\":\"data:,{Uri.EscapeDataString(fields)}\"}},\"background\":true,{fields}}}";

    private static string Document(string fields) => $"POST /v1/parses\n\n{{\"document\":{{{fields}}},\"background\":true}}";
}
