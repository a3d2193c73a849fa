using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Hosting;

/// <summary>One database and one API, with its admin routes, for a test class.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>What opens the admin routes.</summary>
    public const string AdminKey = "an-admin-key-of-more-than-32-characters";

    /// <summary>As the configuration says it.</summary>
    public static string AdminKeyHash { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AdminKey)));

    public TestDatabase Database { get; } = new();

    public ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await StartAsync(Database);
    }

    /// <summary>An API with its admin routes.</summary>
    public static Task<ApiServer> StartAsync(TestDatabase database, Action<IServiceCollection>? services = null) => ApiServer.StartAsync(
        database, builder => builder.Configuration.AddInMemoryCollection([new("Admin:KeyHash", AdminKeyHash)]), services);

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Database.DisposeAsync();
    }
}
