using ParseWorker.Testing;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>API and workers as real processes on a database of their own, with default settings unless told otherwise.</summary>
/// <param name="workers">How many workers.</param>
/// <param name="settings">Of all processes.</param>
/// <param name="pooled">Whether all but the direct connection goes through PgBouncer in transaction mode.</param>
/// <param name="database">Where; null for a new one.</param>
internal sealed class Service(
    int workers = 1, IReadOnlyDictionary<string, string>? settings = null, bool pooled = false, TestDatabase? database = null)
        : IAsyncDisposable
{
    private readonly TestDatabase _database = database ?? new();
    private PgBouncer? _pooler;
    private string _main = "";
    private Dictionary<string, string> _settings = [];

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
        if (pooled) _pooler = await PgBouncer.StartAsync(_database.ConnectionString);
        _main = _pooler?.ConnectionString ?? _database.ConnectionString;
        _settings = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["ConnectionStrings__Direct"] = _database.ConnectionString,
        };
        Api = await ApiProcess.StartAsync(_main, _settings);
        Workers = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => StartWorkerAsync()));
        Client = new ParsesClient(Api.Address, key);
    }

    /// <summary>Another worker, which whoever asked for it ends.</summary>
    public Task<WorkerProcess> StartWorkerAsync() => WorkerProcess.StartAsync(_main, _settings);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        foreach (var worker in Workers) await worker.DisposeAsync();
        if (Api is { } api) await api.DisposeAsync();
        if (_pooler is { } pooler) await pooler.DisposeAsync();
        await _database.DisposeAsync();
    }
}
