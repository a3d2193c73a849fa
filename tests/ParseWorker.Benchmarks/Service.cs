using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>API and worker as real processes with their default settings, on a database of their own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public TestDatabase Database => _database;

    public ApiProcess Api { get; private set; } = null!;

    public WorkerProcess Worker { get; private set; } = null!;

    public ParsesClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var key = await ApiProcess.CreateKeyAsync(_database.ConnectionString);
        Api = await ApiProcess.StartAsync(_database.ConnectionString);
        Worker = await WorkerProcess.StartAsync(_database.ConnectionString);
        Client = new ParsesClient(Api.Address, key);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Worker.DisposeAsync();
        await Api.DisposeAsync();
        await _database.DisposeAsync();
    }
}
