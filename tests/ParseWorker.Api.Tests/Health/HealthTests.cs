using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Api.Health;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Tests.Health;

public sealed class HealthTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Live_WithoutAKey_Answers() => await ApiServer.ReadAsync(await _api.Anonymous.GetAsync("/health/live"), 200);

    [Fact]
    public async Task Ready_ByWorkers_SaysWhatIsMissing()
    {
        var workers = _api.Services.GetRequiredService<IWorkerRegistry>();
        Assert.Contains("No worker is alive", Missing(await ReadAsync(_api, 503)), StringComparison.Ordinal);

        await workers.ReportAsync(new WorkerReport("stuck", 2, Ready: false), CancellationToken.None);
        Assert.Contains("stopped claiming", Missing(await ReadAsync(_api, 503)), StringComparison.Ordinal);

        await workers.ReportAsync(new WorkerReport("good", 4, Ready: true), CancellationToken.None);
        var ready = await ReadAsync(_api, 200);
        Assert.Equal(("ready", 1, 4), (ready.GetProperty("status").GetString(), ready.GetProperty("ready_workers").GetInt32(),
            ready.GetProperty("slots").GetInt32()));

        // A worker that claims nothing is missing, also beside a good one.
        await workers.ReportAsync(new WorkerReport("stuck", 2, Ready: false, "engine hosts do not start."), CancellationToken.None);
        Assert.Equal("1 of 2 worker(s) have stopped claiming: engine hosts do not start.", Missing(await ReadAsync(_api, 200)));

        await workers.RemoveAsync("stuck", CancellationToken.None);
        Assert.Equal("""{"status":"ready","missing":[],"ready_workers":1,"slots":4}""", (await ReadAsync(_api, 200)).GetRawText());
    }

    [Fact]
    public async Task Ready_WithoutADatabase_SaysSo()
    {
        var workers = Substitute.For<IWorkerRegistry>();
        workers.ReadLiveAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new NpgsqlException("down"));
        await using var api = await ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(workers));

        Assert.Contains("database", Missing(await ReadAsync(api, 503)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_DatabaseWithoutConnections_SaysSo()
    {
        var workers = Substitute.For<IWorkerRegistry>();
        workers.ReadLiveAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(
            new PostgresException("sorry, too many clients already", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections));
        await using var api = await ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(workers));

        Assert.Contains("no connection left", Missing(await ReadAsync(api, 503)), StringComparison.Ordinal);
    }

    // Its last word on the workers is still there, and as good as it was.
    [Fact]
    public async Task Ready_ReadOnlyDatabase_SaysSo()
    {
        var database = Substitute.For<IDatabaseState>();
        database.IsReadOnlyAsync(CancellationToken.None).ReturnsForAnyArgs(true);
        await using var api = await ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(database));

        Assert.Contains("takes no writes", Missing(await ReadAsync(api, 503)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WithoutItsBucket_SaysSo()
    {
        var bucket = Substitute.For<IObjectStore>();
        bucket.IsConfigured.Returns(true);
        bucket.ProbeAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new ObjectStoreException("The bucket 'internal' does not answer."));
        await using var api = await ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(bucket));

        var missing = Missing(await ReadAsync(api, 503));

        Assert.Contains("The bucket that holds documents does not answer", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("internal", missing, StringComparison.Ordinal);
    }

    // Anybody may ask, and each request to a bucket costs its owner something.
    [Fact]
    public async Task Ready_AskedByMany_AsksTheBucketOnce()
    {
        var time = new FakeTimeProvider();
        var bucket = Substitute.For<IObjectStore>();
        bucket.IsConfigured.Returns(true);
        var probe = new BucketProbe(bucket, time, NullLogger<BucketProbe>.Instance);

        for (var n = 0; n < 20; n++) Assert.True(await probe.AnswersAsync());
        await bucket.Received(1).ProbeAsync(Arg.Any<CancellationToken>());

        time.Advance(BucketProbe.Kept);
        bucket.ProbeAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new ObjectStoreException("It is away."));
        Assert.False(await probe.AnswersAsync());
        await bucket.Received(2).ProbeAsync(Arg.Any<CancellationToken>());
    }

    private static async Task<JsonElement> ReadAsync(ApiServer api, int status) =>
        await ApiServer.ReadAsync(await api.Anonymous.GetAsync("/health/ready"), status);

    private static string Missing(JsonElement answer) => Assert.Single(answer.GetProperty("missing").EnumerateArray()).GetString()!;
}
