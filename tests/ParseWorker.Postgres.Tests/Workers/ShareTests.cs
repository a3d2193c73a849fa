using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Tests.Workers;

/// <summary>
/// Environments that all have more to do than there are slots have the slots in the relation of their weights, and none of them waits for
/// ever. Jobs are taken as the workers take them: those that go first, then in the order in which they came; each parse takes as long.
/// </summary>
[Trait("Needs", "Time")]
public sealed class ShareTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly Queue<QueuedParse> _first = [];
    private readonly Queue<QueuedParse> _fresh = [];
    private readonly Queue<(AttemptKey Key, string Environment)> _running = [];
    private readonly List<string> _started = [];
    private readonly Dictionary<string, int> _admitted = [];

    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync(
        "delete from parseworker.parses; delete from parseworker.workers; delete from parseworker.environments");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(8, new[] { 1, 1 })]
    [InlineData(8, new[] { 3, 1 })]
    [InlineData(10, new[] { 3, 2 })]
    [InlineData(12, new[] { 4, 1, 1 })]
    public async Task Slots_OfEnvironmentsThatHaveMuchToDo_GoByTheirWeights(int slots, int[] weights)
    {
        const int Rounds = 20;
        var environments = await WaitingAsync(weights, (Rounds + 6) * slots);
        await ReportAsync(slots);
        await RunAsync(slots, environments, 2 * slots); // until all of them are at work
        _started.Clear();
        _admitted.Clear();

        await RunAsync(slots, environments, Rounds * slots);

        for (var i = 0; i < weights.Length; i++)
        {
            var share = (double)weights[i] / weights.Sum();
            Assert.Equal(share, (double)_started.Count(environment => environment == environments[i]) / _started.Count, 0.06);
            Assert.Equal(share, (double)_admitted[environments[i]] / _admitted.Values.Sum(), 0.06);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Start_OfTheLightestEnvironment_WaitsForNoMoreThanAFewOthers(int slots)
    {
        var environments = await WaitingAsync([100, 1, 1], 30 * slots);
        await ReportAsync(slots);

        await RunAsync(slots, environments, 24 * slots);

        foreach (var light in environments[1..])
        {
            var places = _started.Select((environment, place) => (environment, place))
                .Where(start => start.environment == light).Select(start => start.place).ToList();
            Assert.InRange(places[0], 0, 3 * slots);
            Assert.All(places.Zip(places[1..]), pair => Assert.InRange(pair.Second - pair.First, 1, 3 * slots));
            Assert.InRange(_started.Count - places[^1], 1, 3 * slots);
        }
    }

    private async Task<string[]> WaitingAsync(int[] weights, int count)
    {
        var environments = weights.Select((_, i) => $"share-{i}").ToArray();
        for (var i = 0; i < weights.Length; i++)
        {
            await postgres.Services.GetRequiredService<IEnvironmentStore>().WeighAsync(environments[i], weights[i], CancellationToken.None);
            await postgres.ManyPendingAsync(count, environments[i]);
        }

        return environments;
    }

    // Alive for as long as the test takes, on whatever machine.
    private async Task ReportAsync(int slots)
    {
        await postgres.Services.GetRequiredService<IWorkerRegistry>()
            .ReportAsync(new WorkerReport("a", slots, true), CancellationToken.None);
        await postgres.Database.ExecuteAsync("update parseworker.workers set seen_at = now() + interval '1 hour'");
    }

    /// <summary>Starts so many. When the oldest ends, its environment is admitted; now and then all are, as by the sweep.</summary>
    private async Task RunAsync(int slots, string[] environments, int starts)
    {
        foreach (var environment in environments) await AdmitAsync(environment);
        for (var n = 0; n < starts; n++)
        {
            if (_running.Count == slots)
            {
                var ended = _running.Dequeue();
                await postgres.EndAsync(ended.Key, Outcomes.Completed);
                await AdmitAsync(ended.Environment);
            }

            if (n % slots == 0) await AdmitAsync(null);
            await StartAsync();
        }
    }

    private async Task StartAsync()
    {
        while (true)
        {
            var job = _first.Count > 0 ? _first.Dequeue() : _fresh.Dequeue();

            // One that went first has claimed its parse already: its old job comes in vain.
            if (await postgres.Store.ClaimAsync(job.Id, "a", TimeSpan.FromMinutes(10), CancellationToken.None) is not { } attempt) continue;
            _running.Enqueue((attempt.Key, job.Environment));
            _started.Add(job.Environment);
            return;
        }
    }

    private async Task AdmitAsync(string? environment)
    {
        foreach (var job in await postgres.Store.AdmitAsync(environment, CancellationToken.None))
        {
            (job.IsFirst ? _first : _fresh).Enqueue(job);
            _admitted[job.Environment] = _admitted.GetValueOrDefault(job.Environment) + 1;
        }
    }
}
