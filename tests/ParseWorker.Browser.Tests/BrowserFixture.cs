using Microsoft.Playwright;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Browser.Tests;

/// <summary>The service as people meet it: a database, the API, a worker with its engine hosts, and Debian's Chromium.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Debian's; <c>deploy/test</c> installs it. Nothing is downloaded.</summary>
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>How long a condition may take on a machine that does much else.</summary>
    private const int PatienceMilliseconds = 40_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Where the API is.</summary>
    public Uri Address => Api.Address;

    public TestDatabase Database { get; } = new();

    public ApiProcess Api { get; private set; } = null!;

    public WorkerProcess Worker { get; private set; } = null!;

    /// <summary>The key of the environment "default".</summary>
    public string Key { get; private set; } = "";

    /// <summary>A client with <see cref="Key"/>.</summary>
    public ParsesClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Key = await ApiProcess.CreateKeyAsync(Database.ConnectionString);
        Api = await ApiProcess.StartAsync(Database.ConnectionString);
        Worker = await WorkerProcess.StartAsync(Database.ConnectionString, new Dictionary<string, string>
        {
            ["Worker__Slots"] = "2",
            ["Worker__PollInterval"] = "00:00:00.500",
        });
        Client = new ParsesClient(Address, Key);
        _playwright = await Playwright.CreateAsync();

        // Chromium has no sandbox for root.
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>A key of an environment that no other test uses.</summary>
    public Task<string> CreateKeyAsync(string environment) => ApiProcess.CreateKeyAsync(Database.ConnectionString, environment);

    /// <summary>Another API process on the same database.</summary>
    public Task<ApiProcess> StartApiAsync(Dictionary<string, string> settings) =>
        ApiProcess.StartAsync(Database.ConnectionString, settings);

    /// <summary>
    /// Lets engines run until a parse has more pages than now, and freezes them: it then stays as it is, however busy the machine is.
    /// Whoever asks thaws them.
    /// </summary>
    /// <param name="id">A parse that has not ended.</param>
    /// <param name="key">A key of its environment; <see cref="Key"/> without one.</param>
    public async Task AdvanceAsync(string id, string? key = null)
    {
        using var client = new ParsesClient(Address, key ?? Key);
        var before = await PagesAsync(client, id);
        Worker.ThawEngines();
        await Eventually.BecomesAsync(
            () => PagesAsync(client, id), pages => pages > before, TimeSpan.FromMilliseconds(PatienceMilliseconds));
        Worker.FreezeEngines();
        Assert.Equal("in_progress", (string?)(await client.GetAsync(id))["status"]);
    }

    /// <summary>A browser without cookies, storage or cache of another test.</summary>
    /// <param name="width">Pixels of its window.</param>
    /// <param name="scheme">Light or dark.</param>
    public async Task<Tab> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = width < 600 ? 740 : 860 },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return new Tab(context, await context.NewPageAsync(), Address);
    }

    private static async Task<int> PagesAsync(ParsesClient client, string id) =>
        (await client.GetAsync($"{id}?include_partial=true"))["output"]!["pages"]!.AsArray().Count;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        Client?.Dispose();
        if (Worker is not null) await Worker.DisposeAsync();
        if (Api is not null) await Api.DisposeAsync();
        await Database.DisposeAsync();
    }
}
