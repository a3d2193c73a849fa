using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Scale;

/// <summary>
/// What lists, searches and the dashboard's pages take with a million parses on record; promised: pages of the dashboard within 50 ms,
/// lists of the API within 10 ms at the 99th percentile. Then what ten open dashboards cost; promised: under 5 % of a core.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Dashboards = 10;

    /// <summary>As ParsesPage says to its script.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

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

        await ObserveAsync(service, operators, observed, run.Smoke);
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

    /// <summary>Each opens the list of parses, all at once, and then asks as that page's script does.</summary>
    private static async Task ObserveAsync(Service service, HttpClient operators, TimeSpan time, bool smoke)
    {
        var session = await service.Database.ScalarAsync<int>("select pg_backend_pid()");
        var postmaster = ProcessCost.ParentOf(session);
        await Task.WhenAll(Enumerable.Range(0, Dashboards).Select(async dashboard =>
            _ = await operators.GetStringAsync(new Uri("hangfire/parses", UriKind.Relative))));
        var before = service.Api.ProcessorTime + ProcessCost.TreeCpu(postmaster);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Dashboards).Select(async dashboard =>
        {
            using var timer = new PeriodicTimer(Refresh);
            do _ = await operators.GetStringAsync(new Uri("hangfire/parses?live=1", UriKind.Relative));
            while (Stopwatch.GetElapsedTime(started) < time && await timer.WaitForNextTickAsync());
        }));
        var share = (service.Api.ProcessorTime + ProcessCost.TreeCpu(postmaster) - before) / Stopwatch.GetElapsedTime(started);
        if (!smoke) Console.WriteLine($"{Dashboards} open dashboards: {share:P1} of a core, the database's share included");
    }
}
