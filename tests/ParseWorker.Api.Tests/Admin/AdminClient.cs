using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Admin;

/// <summary>Sends the admin key, or what is said to be one, with every request.</summary>
internal sealed class AdminClient(ApiServer server, string key = ApiFixture.AdminKey)
{
    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/admin" + path);
        request.Headers.Add("Authorization", "Bearer " + key);
        if (body is not null)
        {
            request.Content = body as HttpContent ?? new StringContent(
                body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await server.Anonymous.SendAsync(request, CancellationToken.None);
    }

    /// <summary>Issues a key.</summary>
    public async Task<JsonElement> IssueAsync(string environment, int? mostWaiting = null) => await ApiServer.ReadAsync(
        await SendAsync("POST", "/keys", new { environment, name = "Ann", most_waiting = mostWaiting }), 201);
}
