using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Tests.Workers;

public sealed class AdmissionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    // The registry is the server's: every test starts without workers, and with an environment of its own.
    private readonly string _environment = "env-" + Guid.NewGuid().ToString("N");

    private IWorkerRegistry Workers => postgres.Services.GetRequiredService<IWorkerRegistry>();

    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from parseworker.workers");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Admit_WithoutAnyWorker_AdmitsTwo()
    {
        await postgres.ManyPendingAsync(5, _environment);

        Assert.Equal(2, (await AdmitAsync()).Count);
        Assert.Empty(await AdmitAsync());
    }

    [Fact]
    public async Task Admit_WithLiveWorkers_AdmitsTwiceTheirSlots()
    {
        await ReportAsync("a", 3);
        await ReportAsync("b", 1);
        await postgres.ManyPendingAsync(10, _environment);

        Assert.Equal(8, (await AdmitAsync()).Count);
    }

    [Fact]
    public async Task Admit_WithDeadOrUnreadyWorkers_DoesNotCountTheirSlots()
    {
        await ReportAsync("alive", 2);
        await ReportAsync("unready", 5, ready: false);
        await ReportAsync("dead", 7);
        await postgres.Database.ExecuteAsync("update parseworker.workers set seen_at = now() - interval '17 seconds' where name = 'dead'");
        await postgres.ManyPendingAsync(10, _environment);

        Assert.Equal(4, (await AdmitAsync()).Count);
    }

    [Fact]
    public async Task Admit_OfAnEnvironmentWithAWeight_HasThatManyTimesTheRoom()
    {
        await ReportAsync("a", 2);
        await postgres.Services.GetRequiredService<IEnvironmentStore>().WeighAsync(_environment, 3, CancellationToken.None);
        await postgres.ManyPendingAsync(20, _environment);

        Assert.Equal(12, (await postgres.Store.AdmitAsync(null, CancellationToken.None)).Count(parse => parse.Environment == _environment));
        Assert.Empty(await AdmitAsync());
        await postgres.Database.ExecuteAsync("delete from parseworker.environments");
        Assert.Empty(await AdmitAsync()); // what was admitted stays
    }

    [Fact]
    public async Task Admit_OfMany_TakesTheOldestFirst()
    {
        var ids = await postgres.ManyPendingAsync(4, _environment);
        for (var i = 0; i < ids.Count; i++)
            await postgres.Database.ExecuteAsync("update parseworker.parses set created_at = now() - $2 where id = $1", ids[i].ToString(),
                TimeSpan.FromMinutes(i));

        var admitted = await AdmitAsync();

        Assert.Equal([ids[3], ids[2]], admitted.Select(parse => parse.Id));
        Assert.Equal("created queued", await postgres.ReadKindsAsync(ids[3]));
    }

    [Fact]
    public async Task Admit_AfterAnEnding_FillsTheRoomItLeft()
    {
        var ids = await postgres.ManyPendingAsync(3, _environment);
        var first = (await AdmitAsync())[0].Id;

        Assert.Empty(await AdmitAsync());
        await postgres.ClaimAsync(first);

        Assert.Single(await AdmitAsync());
        Assert.Equal(3, ids.Count);
    }

    [Fact]
    public async Task Admit_WithTenThousandWaitingElsewhere_DoesNotDelayAnEnvironment()
    {
        await postgres.ManyPendingAsync(10_000, _environment + "-crowded");
        var id = Assert.Single(await postgres.ManyPendingAsync(1, _environment));

        var admitted = await postgres.Store.AdmitAsync(null, CancellationToken.None);

        Assert.Contains(admitted, parse => parse.Id == id);
        Assert.Equal(2, admitted.Count(parse => parse.Environment == _environment + "-crowded"));
    }

    [Fact]
    public async Task Admit_OfOneEnvironment_LeavesTheOthers()
    {
        await postgres.ManyPendingAsync(1, _environment);
        await postgres.ManyPendingAsync(1, _environment + "-other");

        Assert.Equal(_environment, Assert.Single(await AdmitAsync()).Environment);
        Assert.Single(await postgres.Store.AdmitAsync(_environment + "-other", CancellationToken.None));
    }

    [Fact]
    public async Task Admit_ByManyAtTheSameTime_NeverOverfills()
    {
        await ReportAsync("a", 3);
        for (var round = 0; round < 30; round++)
        {
            var environment = $"{_environment}-{round}";
            await postgres.ManyPendingAsync(20, environment);

            var admissions = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
                Task.Run(() => postgres.Store.AdmitAsync(n % 2 == 0 ? environment : null, CancellationToken.None))));

            Assert.Equal(6, admissions.SelectMany(parses => parses).Count(parse => parse.Environment == environment));
        }

        await postgres.AssertAllSoundAsync();
    }

    private Task<IReadOnlyList<QueuedParse>> AdmitAsync() => postgres.Store.AdmitAsync(_environment, CancellationToken.None);

    private Task<string?> ReportAsync(string name, int slots, bool ready = true) =>
        Workers.ReportAsync(new WorkerReport(name, slots, ready), CancellationToken.None);
}
