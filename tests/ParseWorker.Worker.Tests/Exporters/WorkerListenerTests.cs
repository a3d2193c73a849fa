using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Exporters;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Exporters;

/// <summary>The worker's own port, of a whole worker.</summary>
[Trait("Needs", "Hosts")]
[Collection(AloneInItsProcess.Name)]
public sealed class WorkerListenerTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_OfAWorkerThatRanAParse_ShowItAsPrometheusReadsIt()
    {
        await using var host = await StartAsync("0");
        var parses = new TestParses(database, host.Services);
        var id = await parses.PendingAsync();
        await Eventually.BecomesAsync(() => StatusAsync(id), status => status == "completed");

        var text = await Eventually.BecomesAsync(
            () => TextAsync(host, "/metrics"), text => text.Contains("parseworker_parses_ended_total", StringComparison.Ordinal));

        Assert.Contains("# TYPE parseworker_attempts_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Contains("parseworker_parses_ended_total{status=\"completed\"}", text, StringComparison.Ordinal);
        Assert.Contains("parseworker_worker_claiming 1", text, StringComparison.Ordinal);
        Assert.Contains("parseworker_engine_hosts{state=\"idle\"}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ForPrometheus_AreItsTextFormat()
    {
        await using var host = await StartAsync("0");

        using var answer = await GetAsync(host, "/metrics");

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("version=0.0.4", answer.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_OfAWorkerThatClaims_IsLiveAndReady()
    {
        await using var host = await StartAsync("0");

        Assert.Equal("""{"status":"live"}""", await TextAsync(host, "/health/live"));
        Assert.Equal(
            $$"""{"status":"ready","missing":[],"slots":{{Environment.ProcessorCount}}}""", await TextAsync(host, "/health/ready"));
        using var other = await GetAsync(host, "/health");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Ready_NoHostHasStartedYet_SaysSoUntilOneHas()
    {
        using var gate = new HostBehindAPipe();
        await using var host = await StartAsync("0", fit: false, settings: gate.Settings);

        using var ready = await GetAsync(host, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("first engine host is still starting", await ready.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.NotNull(host.Services.GetRequiredService<WorkerHealth>().WhyNoClaims);

        await gate.OpenAsync();

        await host.Services.GetRequiredService<MachineGuard>().FirstFit.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Contains("\"ready\"", await TextAsync(host, "/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_MachineIsAtFault_SaysWhichAndStaysLive()
    {
        await using var host = await StartAsync("0");
        host.Services.GetRequiredService<MachineGuard>().Observe(
            MonitorHarness.NewId(), new ParseOutcome.HandedBack(HandBackCause.NoRoomOnDisk));

        using var ready = await GetAsync(host, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("takes no documents", await ready.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("""{"status":"live"}""", await TextAsync(host, "/health/live"));
    }

    [Theory, InlineData(true, "takes no writes"), InlineData(false, "cannot be reached")]
    public async Task Ready_DatabaseIsOfNoUse_SaysSo(bool answers, string said)
    {
        await using var host = await StartAsync("0", services => services.AddSingleton<IDatabaseState>(new UselessDatabase(answers)));

        using var ready = await GetAsync(host, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(said, await ready.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheOption_ListensNowhere()
    {
        await using var host = await StartAsync("");

        Assert.Null(host.Services.GetService<WorkerListener>());
    }

    [Fact]
    public async Task Start_PortIsTaken_SaysSoInASentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartAsync($"{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.StartsWith("Telemetry:Listen names 127.0.0.1:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("everywhere"), InlineData("127.0.0.1"), InlineData("70000"), InlineData("1.2.3.4.5:80")]
    public async Task Start_OptionIsNoAddress_IsRefusedInASentence(string listen)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(listen));

        Assert.Contains("Telemetry:Listen must be a port", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _http.Dispose();
        _log.Dispose();
    }

    private async Task<RunningHost> StartAsync(
        string listen, Action<IServiceCollection>? more = null, bool fit = true, params KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(database.Settings());
        builder.Configuration.AddInMemoryCollection([new("Telemetry:Listen", listen), .. settings]);
        builder.Services.AddWorker().AddExporters(builder.Configuration);
        builder.Services.AddSingleton<ILoggerFactory>(_log);
        builder.Services.AddSingleton<IEngineRunner>(new GateEngine());
        more?.Invoke(builder.Services);
        var host = builder.Build();
        var running = new RunningHost(host);
        try
        {
            await host.StartAsync(Token);
            if (fit) await host.Services.GetRequiredService<MachineGuard>().FirstFit.WaitAsync(TimeSpan.FromMinutes(1), Token);
            return running;
        }
        catch (Exception)
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private Task<HttpResponseMessage> GetAsync(RunningHost host, string path) =>
        _http.GetAsync(new Uri(host.Services.GetRequiredService<WorkerListener>().Url!, path), Token);

    private async Task<string> TextAsync(RunningHost host, string path)
    {
        using var answer = await GetAsync(host, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private Task<string> StatusAsync(ParseId id) =>
        database.ScalarAsync<string>("select status from parseworker.parses where id = $1", id.ToString());

    /// <summary>A database that takes no writes, or gives no answer.</summary>
    private sealed class UselessDatabase(bool answers) : IDatabaseState
    {
        public Task<bool> IsReadOnlyAsync(CancellationToken token) =>
            answers ? Task.FromResult(true) : Task.FromException<bool>(new TimeoutException("The test's database is down."));

        public Task<DatabaseFacts> ReadFactsAsync(CancellationToken token) => throw new NotSupportedException();

        public Task<int> ReadMigrationAsync(CancellationToken token) => throw new NotSupportedException();
    }
}
