using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>API and workers as real processes on a database of their own, with default settings unless told otherwise.</summary>
internal sealed class Service(int workers = 1, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public TestDatabase Database => _database;

    public ApiProcess Api { get; private set; } = null!;

    public IReadOnlyList<WorkerProcess> Workers { get; private set; } = [];

    /// <summary>The only worker.</summary>
    public WorkerProcess Worker => Workers.Single();

    public ParsesClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var key = await ApiProcess.CreateKeyAsync(_database.ConnectionString);
        Api = await ApiProcess.StartAsync(_database.ConnectionString, settings);
        Workers = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkerProcess.StartAsync(_database.ConnectionString, settings)));
        Client = new ParsesClient(Api.Address, key);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var worker in Workers) await worker.DisposeAsync();
        await Api.DisposeAsync();
        await _database.DisposeAsync();
    }
}
