using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>Uploads, links and documents by reference over each client's own bytes.</summary>
public sealed class ClientFilesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Theory, MemberData(nameof(Clients.Names), MemberType = typeof(Clients))]
    public async Task File_FromItsAnnouncementToItsParse_IsAnsweredAsTheClientReads(string name)
    {
        var (client, key) = (Clients.Named(name), _api.Secret);
        var content = $"A file that only {name} uploads.";
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        StrictReader.ReadList((await connection.ExchangeAsync(client.Get($"/v1/files?{client.FilesQuery}", key))).Json(200));

        var upload = (await connection.ExchangeAsync(client.Post("/v1/files/upload", key, Fill(client.Announce, content)))).Json(201);
        StrictReader.ReadUpload(upload, client.ReadsSnakeCase);
        var id = upload.GetProperty(client.ReadsSnakeCase ? "file_id" : "fileId").GetString()!;
        var link = new Uri(upload.GetProperty(client.ReadsSnakeCase ? "upload_url" : "uploadUrl").GetString()!);
        Assert.Equal(id, Path.GetFileNameWithoutExtension(link.AbsolutePath));
        Assert.Equal(200, (await connection.ExchangeAsync(client.Put(link, content))).Named().Status);

        var complete = client.Post($"/v1/files/upload/{client.Segment(id)}/complete", key, Fill(client.Complete, content));
        var document = (await connection.ExchangeAsync(complete)).Json(200);
        StrictReader.ReadMimeData(document, id);
        StrictReader.ReadFile((await connection.ExchangeAsync(client.Get($"/v1/files/{client.Segment(id)}", key))).Json(200));
        var sent = await connection.ExchangeAsync(client.Get($"/v1/files/{client.Segment(id)}/download-link", key));
        StrictReader.ReadLink(sent.Json(200), id);

        // The link alone opens the bytes, and both of its URLs come back as a document.
        var download = sent.Json(200).GetProperty("download_url").GetString()!;
        var bytes = await connection.ExchangeAsync($"GET {new Uri(download).PathAndQuery} HTTP/1.1\r\nHost: parse.example\r\n\r\n");
        Assert.Equal((200, content), (bytes.Named().Status, bytes.Text));
        foreach (var url in new[] { document.GetProperty("url").GetString()!, download })
        {
            var create = client.Post("/v1/parses", key, client.CreateBody("mine.txt", url, background: true));
            var parse = (await connection.ExchangeAsync(create)).Json(201);
            Assert.Equal($$"""{"id":"{{id}}","filename":"mine.txt","mime_type":"text/plain"}""", parse.GetProperty("file").GetRawText());
        }
    }

    [Fact]
    public async Task CommandLine_IdFromTheUrlOfACompletedUpload_NamesTheFile()
    {
        // It takes the last part of the path without its extension, which has to be there.
        var (cli, key) = (Clients.Named("cli"), _api.Secret);
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        var upload = (await connection.ExchangeAsync(cli.Post(
            "/v1/files/upload", key, Fill(cli.Announce, "x").Replace("mine.txt", "no extension", StringComparison.Ordinal)))).Json(201);
        var id = upload.GetProperty("fileId").GetString()!;
        await connection.ExchangeAsync(cli.Put(new Uri(upload.GetProperty("uploadUrl").GetString()!), "x"));
        var done = (await connection.ExchangeAsync(cli.Post($"/v1/files/upload/{id}/complete", key, "{}"))).Json(200);

        var last = done.GetProperty("url").GetString()!.Split('/')[^1];

        Assert.Equal([id, "bin"], last.Split('.'));
    }

    [Theory]
    [InlineData("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0", "")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 0", "")]
    [InlineData("Content-Length: 0", "")]
    [InlineData("Accept: */*", "")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2", "{}")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 15", """{"sha256":null}""")]
    public async Task Complete_HoweverItsBodyIsMissing_IsTaken(string lines, string body)
    {
        var (go, key) = (Clients.Named("go"), _api.Secret);
        await using var connection = await WireConnection.OpenAsync(_api.Url);
        var upload = (await connection.ExchangeAsync(go.Post("/v1/files/upload", key, Fill(go.Announce, lines)))).Json(201);
        await connection.ExchangeAsync(go.Put(new Uri(upload.GetProperty("uploadUrl").GetString()!), lines));
        var id = upload.GetProperty("fileId").GetString()!;

        var answer = await connection.ExchangeAsync(
            $"POST /v1/files/upload/{id}/complete HTTP/1.1\r\nHost: x\r\nApi-Key: {key}\r\n{lines}\r\n\r\n{body}");

        StrictReader.ReadMimeData(answer.Json(200), id);
    }

    private static string Fill(string body, string content) => body
        .Replace("{name}", "mine.txt", StringComparison.Ordinal)
        .Replace("{size}", JsonSerializer.Serialize(Encoding.UTF8.GetByteCount(content)), StringComparison.Ordinal)
        .Replace("{sha256}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), StringComparison.Ordinal);
}
