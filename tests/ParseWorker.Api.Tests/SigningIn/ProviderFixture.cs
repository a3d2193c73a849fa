using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>A database; each test starts a provider of its own, and the API with it.</summary>
public sealed class ProviderFixture : IAsyncLifetime
{
    public const string Password = "correct horse: battery";

    public TestDatabase Database { get; } = new();

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>The settings of an API that knows the provider.</summary>
    public static Dictionary<string, string?> Settings(string authority, params (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["OpenId:Authority"] = authority,
            ["OpenId:Name"] = "Acme",
            ["OpenId:ClientId"] = FakeProvider.ClientId,
            ["OpenId:ClientSecret"] = FakeProvider.ClientSecret,
            ["OpenId:OperateValues"] = "operators",
            ["OpenId:ViewValues"] = "auditors; cn=viewers,ou=groups",
        };
        foreach (var (key, value) in more) settings[key] = value;
        return settings;
    }

    /// <summary>An API that knows the provider.</summary>
    public Task<ApiServer> StartAsync(FakeProvider provider, params (string Key, string? Value)[] more) =>
        ApiServer.StartAsync(Database, Configure(Settings(provider.Address, more)));

    /// <summary>An API with these settings.</summary>
    public Task<ApiServer> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection>? services = null) =>
        ApiServer.StartAsync(Database, Configure(settings), services);

    /// <summary>Gives an API settings.</summary>
    public static Action<WebApplicationBuilder> Configure(Dictionary<string, string?> settings) =>
        builder => builder.Configuration.AddInMemoryCollection(settings);
}
