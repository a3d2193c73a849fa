using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Webhooks;

/// <summary>An API that may send webhooks to <c>hooks.test</c>.</summary>
public sealed class WebhookFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await ApiServer.StartAsync(Database, services: services => services.Configure<WebhookOptions>(options =>
        {
            options.AllowedHosts = "hooks.test, other.test";
            options.MostEndpoints = 100;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A new webhook as the API answered it.</summary>
    public async Task<JsonElement> CreateAsync(object? body = null) =>
        await ApiServer.ReadAsync(await SendAsync(HttpMethod.Post, "/v1/webhooks", body ?? new { url = "https://hooks.test/a" }), 201);

    public async Task<JsonElement> GetAsync(string path) => await ApiServer.ReadAsync(await Server.Client.GetAsync(path), 200);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body) =>
        Server.Client.SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) }, CancellationToken.None);
}
