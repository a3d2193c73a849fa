using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Scale;

/// <summary>
/// What lists, searches and the dashboard's pages take with a million parses on record; promised: pages of the dashboard within 50 ms,
/// lists of the API within 10 ms at the 99th percentile. Then what ten open dashboards cost; promised: under 5 % of a core.
/// </summary>
internal static partial class ScaleBenchmark
{
    private const int Dashboards = 10;

    /// <summary>As ParsesPage says to its script.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

    /// <summary>As DashboardServices says to Hangfire's.</summary>
    private static readonly TimeSpan Figures = TimeSpan.FromSeconds(10);

    private static readonly string[] Metrics =
        ["parses:open", "enqueued:count-or-null", "retries:count", "recurring:count", "servers:count"];

    public static async Task RunAsync(BenchmarkRun run)
    {
        var (parses, rounds, observed) = run.Smoke ? (2_000, 1, TimeSpan.FromSeconds(1)) : (1_000_000, 100, TimeSpan.FromSeconds(60));
        await using var service = new Service(workers: 0);
        await service.InitializeAsync();
        var key = await ApiProcess.CreateKeyAsync(service.Database.ConnectionString, ManyParses.Environment);
        await ManyParses.AddAsync(service.Database, parses);

        using var client = Client(service, new AuthenticationHeaderValue("Bearer", key));
        using var operators = Client(service, new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{ApiProcess.DashboardPassword}"))));
        Console.WriteLine($"{parses:N0} parses of 100 environments");
        foreach (var (name, path) in new[]
        {
            ("list", "v1/parses?limit=20"),
            ("list, status=failed", "v1/parses?limit=20&status=failed"),
            ("list, status=cancelled", "v1/parses?limit=20&status=cancelled"),
            ("list, by the beginning of a name", "v1/parses?limit=20&filename=invoice-12"),
        }) await MeasureAsync(client, $"API: {name}", path, rounds);
        foreach (var (name, path) in new[]
        {
            ("all parses", "hangfire/parses"),
            ("failed ones", "hangfire/parses?status=failed"),
            ("an environment's, by error code", $"hangfire/parses?environment={ManyParses.Environment}&code=no_text_layer"),
            ("by the beginning of a name", "hangfire/parses?q=invoice-1234"),
            ("a parse", $"hangfire/parses/{ManyParses.Failed(parses)}"),
            ("home", "hangfire"),
        }) await MeasureAsync(operators, $"dashboard: {name}", path, rounds);

        var token = await TokenAsync(operators, $"hangfire/parses/{ManyParses.Failed(parses)}");
        foreach (var (what, path) in new (string, Func<int, string>)[]
        {
            ("the same list", _ => "hangfire/parses?live=1"),
            ("a list of its own each", dashboard => $"hangfire/parses?live=1&environment=env-{dashboard}"),
            ("all environments, each alone", dashboard => $"hangfire/parses?live=1&alone={dashboard}"),
        })
        {
            var share = await ObserveAsync(service, operators, token, observed, path);
            if (!run.Smoke)
                Console.WriteLine($"{Dashboards} open dashboards, {what}: {share:P1} of a core, the database's share included");
        }
    }

    private static HttpClient Client(Service service, AuthenticationHeaderValue authorization)
    {
        var client = new HttpClient { BaseAddress = service.Api.Address };
        client.DefaultRequestHeaders.Authorization = authorization;
        return client;
    }

    private static async Task MeasureAsync(HttpClient client, string name, string path, int rounds)
    {
        var sample = new Sample(name);
        for (var round = -1; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            _ = await client.GetStringAsync(new Uri(path, UriKind.Relative)); // throws for whatever is no answer
            if (round >= 0) sample.Add(Stopwatch.GetElapsedTime(started)); // the first compiles what is compiled
        }

        sample.Print();
    }

    /// <summary>
    /// Each asks as its page's script does, one after the other over the time between two refreshes: nobody opens ten at the same moment.
    /// And as Hangfire's own script does for the figures in the menu.
    /// </summary>
    private static async Task<double> ObserveAsync(
        Service service, HttpClient operators, string token, TimeSpan time, Func<int, string> path)
    {
        var session = await service.Database.ScalarAsync<int>("select pg_backend_pid()");
        var postmaster = ProcessCost.ParentOf(session);
        var before = service.Api.ProcessorTime + ProcessCost.TreeCpu(postmaster);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Dashboards).SelectMany(dashboard => new[]
        {
            RepeatAsync(Refresh, dashboard, () => operators.GetStringAsync(new Uri(path(dashboard), UriKind.Relative))),
            RepeatAsync(Figures, dashboard, () => AskFiguresAsync(operators, token)),
        }));
        return (service.Api.ProcessorTime + ProcessCost.TreeCpu(postmaster) - before) / Stopwatch.GetElapsedTime(started);

        async Task RepeatAsync(TimeSpan every, int dashboard, Func<Task> ask)
        {
            using var timer = new PeriodicTimer(every * (dashboard + 1) / Dashboards);
            await timer.WaitForNextTickAsync();
            timer.Period = every;
            do await ask();
            while (Stopwatch.GetElapsedTime(started) < time && await timer.WaitForNextTickAsync());
        }
    }

    /// <summary>The token that a page sends what it posts with; its cookie is in the client by then.</summary>
    private static async Task<string> TokenAsync(HttpClient operators, string page) => WebUtility.HtmlDecode(
        TokenField().Match(await operators.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value);

    /// <summary>What the menu shows beside its entries.</summary>
    private static async Task AskFiguresAsync(HttpClient operators, string token)
    {
        using var names = new FormUrlEncodedContent(
            [.. Metrics.Select(name => KeyValuePair.Create("metrics[]", name)), new("__RequestVerificationToken", token)]);
        using var answer = await operators.PostAsync(new Uri("hangfire/stats", UriKind.Relative), names);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
