using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Webhooks;

/// <summary>What the configuration says: nothing is sent unless hosts are named, and an environment has so many webhooks.</summary>
public sealed class WebhooksOffTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly object Body = new { url = "https://hooks.test/" };

    [Fact]
    public async Task Create_WithoutAllowedHosts_SaysThatWebhooksAreOff()
    {
        await using var api = await ApiServer.StartAsync(database);

        await ApiServer.RefusedAsync(await CreateAsync(api), 422, "webhooks_disabled");
    }

    [Fact]
    public async Task Create_BeyondTheMostOfAnEnvironment_Is409()
    {
        await using var api = await ApiServer.StartAsync(database, services: services => services.Configure<WebhookOptions>(options =>
        {
            options.AllowedHosts = "hooks.test";
            options.MostEndpoints = 1;
        }));
        await ApiServer.ReadAsync(await CreateAsync(api), 201);

        await ApiServer.RefusedAsync(await CreateAsync(api), 409, "too_many_webhooks");
    }

    private static Task<HttpResponseMessage> CreateAsync(ApiServer api) =>
        api.Client.PostAsync("/v1/webhooks", JsonContent.Create(Body));
}
