using System.Text.Json.Nodes;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>A database, one API process and as many worker processes as a test starts; the lease is short so that deaths show soon.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly List<ServiceProcess> _processes = [];

    public TestDatabase Database { get; } = new();

    public ApiProcess Api { get; private set; } = null!;

    public ParsesClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        var key = await ApiProcess.CreateKeyAsync(Database.ConnectionString);
        Api = await ApiProcess.StartAsync(Database.ConnectionString);
        Client = new ParsesClient(Api.Address, key);
    }

    public async Task<WorkerProcess> StartWorkerAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Worker__Lease"] = Lease.ToString("c"),
            ["Worker__PollInterval"] = "00:00:00.500",
            ["Worker__Slots"] = "2",
            ["Worker__DrainTime"] = "00:00:01",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var worker = await WorkerProcess.StartAsync(Database.ConnectionString, all);
        _processes.Add(worker);
        return worker;
    }

    /// <summary>Posts a document and waits until its first pages are stored.</summary>
    public async Task<string> StartParsingAsync(byte[] document)
    {
        var created = await Client.CreateAsync(document, "long.pdf");
        var id = (string)created["id"]!;
        await Eventually.BecomesAsync(() => PagesDoneAsync(id), done => done >= 4, TimeSpan.FromSeconds(30));
        return id;
    }

    public Task<int> PagesDoneAsync(string id) =>
        Database.ScalarAsync<int>("select pages_done from parseworker.parses where id = $1", id);

    /// <summary>The history of a parse as one line.</summary>
    public async Task<string> EventsAsync(string id) => await Database.ScalarAsync<string>(
        "select string_agg(kind, ' ' order by n) from parseworker.parse_events where parse_id = $1", id);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in _processes) await process.DisposeAsync();
        await Api.DisposeAsync();
        await Database.DisposeAsync();
    }
}

internal static class Records
{
    public static string Status(this JsonNode record) => (string)record["status"]!;

    public static string Id(this JsonNode record) => (string)record["id"]!;

    public static IReadOnlyList<string> Pages(this JsonNode record) =>
        [.. record["output"]!["pages"]!.AsArray().Select(page => (string)page!)];
}
