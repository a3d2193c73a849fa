using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Files;

/// <summary>Uploads as client libraries do: announce, send without a key, complete.</summary>
internal sealed class FileClient(ApiServer api, ApiClient? client = null)
{
    private readonly ApiClient _client = client ?? api.Client;

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public async Task<JsonElement> OpenAsync(string name, long size, string? sha256 = null, string? contentType = null) =>
        await ApiServer.ReadAsync(await PostAsync(
            "/v1/files/upload", new { filename = name, size_bytes = size, sha256, content_type = contentType }), 201);

    public Task<HttpResponseMessage> PutAsync(JsonElement upload, byte[] bytes) =>
        PutAsync(upload.GetProperty("uploadUrl").GetString()!, bytes);

    public async Task<HttpResponseMessage> PutAsync(string url, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(bytes) };
        return await api.Anonymous.SendAsync(request, CancellationToken.None);
    }

    public Task<HttpResponseMessage> CompleteAsync(JsonElement upload, string? body = "{}") => _client.PostAsync(
        $"/v1/files/upload/{IdOf(upload)}/complete", body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> PostAsync(string path, object body) =>
        _client.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));

    public static string IdOf(JsonElement upload) => upload.GetProperty("fileId").GetString()!;

    /// <summary>A file of these bytes.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> UploadAsync(string name, byte[] bytes)
    {
        var upload = await OpenAsync(name, bytes.Length);
        using var sent = await PutAsync(upload, bytes);
        Assert.Equal(200, (int)sent.StatusCode);
        await ApiServer.ReadAsync(await CompleteAsync(upload), 200);
        return IdOf(upload);
    }
}
