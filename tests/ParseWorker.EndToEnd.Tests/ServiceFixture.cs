using System.Text.Json.Nodes;
using ParseWorker.Testing;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>
/// A database, one API process and as many worker processes as a test starts; the lease is short so that deaths show soon. All classes
/// share one, because processes take longer to start than most tests to run: each test ends what it started.
/// </summary>
public class ServiceFixture : IAsyncLifetime
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly List<ServiceProcess> _processes = [];

    /// <summary>What workers are started with, unless a test says otherwise.</summary>
    protected virtual TimeSpan LeaseOfWorkers => Lease;

    public TestDatabase Database { get; protected set; } = new();

    /// <summary>How processes reach the database, unless a test says otherwise.</summary>
    protected virtual string ConnectionString => Database.ConnectionString;

    public ApiProcess Api { get; private set; } = null!;

    /// <summary>The secret that <see cref="Client"/> uses.</summary>
    public string Key { get; private set; } = "";

    public ParsesClient Client { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Key = await ApiProcess.CreateKeyAsync(ConnectionString);
        Api = await StartApiAsync();
        Client = ClientOf(Api);
    }

    /// <summary>Another API process on the same database.</summary>
    public async Task<ApiProcess> StartApiAsync(params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        return Kept(await ApiProcess.StartAsync(MainOf(all), all));
    }

    public async Task<WorkerProcess> StartWorkerAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Worker__Lease"] = LeaseOfWorkers.ToString("c"),
            ["Worker__PollInterval"] = "00:00:00.500",
            ["Worker__Slots"] = "2",
            ["Worker__DrainTime"] = "00:00:01",
        };
        foreach (var (name, value) in settings) all[name] = value;
        return Kept(await WorkerProcess.StartAsync(MainOf(all), all));
    }

    /// <summary>A client of the same key for another API process.</summary>
    public ParsesClient ClientOf(ApiProcess api) => new(api.Address, Key);

    /// <summary>
    /// Posts a document, again when the sessions of the API turn out to be gone, and waits until its first pages are stored.
    /// </summary>
    public async Task<string> StartParsingAsync(byte[] document, ParsesClient? client = null)
    {
        var created = await Eventually.BecomesAsync<Answer>(() => (client ?? Client).PostAsync(document, "long.pdf"),
            answer => (int)answer.Status < 500);
        var id = created.Record().Id();
        await Eventually.BecomesAsync(() => PagesDoneAsync(id), done => done >= 4, TimeSpan.FromSeconds(30));
        return id;
    }

    public Task<int> PagesDoneAsync(string id) =>
        Database.ScalarAsync<int>("select pages_done from parseworker.parses where id = $1", id);

    /// <summary>The history of a parse as one line.</summary>
    public async Task<string> EventsAsync(string id) => await Database.ScalarAsync<string>(
        "select string_agg(kind, ' ' order by n) from parseworker.parse_events where parse_id = $1", id);

    /// <summary>Waits until every parse of this test has ended, and wants each history and each result to be sound.</summary>
    /// <returns>The histories by parse, each as one line.</returns>
    public Task<IReadOnlyDictionary<string, string>> HistoriesAsync(TimeSpan? deadline = null) =>
        Endings.SinceAsync(Database, OwnParsesAttribute.Since, deadline);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        foreach (var process in _processes) await process.DisposeAsync();
        await Database.DisposeAsync();
    }

    private string MainOf(Dictionary<string, string> settings) =>
        settings.GetValueOrDefault("ConnectionStrings__Main", ConnectionString);

    private T Kept<T>(T process)
        where T : ServiceProcess
    {
        _processes.Add(process);
        return process;
    }
}

internal static class Records
{
    public static string Status(this JsonNode record) => (string)record["status"]!;

    public static string Id(this JsonNode record) => (string)record["id"]!;

    public static IReadOnlyList<string> Pages(this JsonNode record) =>
        [.. record["output"]!["pages"]!.AsArray().Select(page => (string)page!)];
}
