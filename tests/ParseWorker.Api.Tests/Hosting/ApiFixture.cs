using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Hosting;

/// <summary>One database and one API for a test class.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await ApiServer.StartAsync(Database);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Database.DisposeAsync();
    }
}
