using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>How much is handed out at the same time: of an endpoint, of an environment, and of all that fail.</summary>
public sealed class DeliveryRoomTests(PostgresFixture postgres)
    : DeliverySteps(postgres), IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const int Rounds = 40;

    private static readonly DeliveryRoom Room = new(OfAnEndpoint: 3, OfAnEnvironment: 4, OfTheFailing: 2);

    private readonly PostgresFixture _postgres = postgres;

    // What is handed out counts for every environment.
    public async ValueTask InitializeAsync() => await _postgres.Database.ExecuteAsync("delete from parseworker.webhook_endpoints");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task TakeDue_ByManyAtTheSameTime_NeverExceedsTheRoom()
    {
        var endpoints = new[] { await Webhooks.AddAsync(Own), await Webhooks.AddAsync(Own) };
        for (var i = 0; i < 8; i++) await EndAsync();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var endpoint in endpoints) await UpdateAsync(endpoint, "enqueued_at = null");

            var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => TakeAsync(n % 2 == 0 ? Own : null))));

            var keys = taken.SelectMany(keys => keys).ToList();
            Assert.Equal((4, 4), (keys.Count, keys.Distinct().Count()));
            Assert.All(endpoints, endpoint => Assert.InRange(keys.Count(key => key.Endpoint == endpoint.Id), 0, 3));
        }
    }

    [Fact]
    public async Task TakeDue_OfAnEnvironmentWithMoreThanItsRoom_ServesItsEndpointsInTurns()
    {
        var first = await Webhooks.AddAsync(Own);
        for (var i = 0; i < 4; i++) await EndAsync();
        var others = new[] { await Webhooks.AddAsync(Own), await Webhooks.AddAsync(Own) };
        await EndAsync();
        await EndAsync();

        var taken = await TakeAsync(null);

        Assert.Equal(2, taken.Count(key => key.Endpoint == first.Id)); // though all of its own are older
        Assert.All(others, other => Assert.Single(taken, key => key.Endpoint == other.Id));
        await SettleAsync(taken[0]);
        Assert.Single(await TakeAsync(null));
    }

    [Fact]
    public async Task TakeDue_WhileManyEndpointsFail_LeavesTheOthersTheirRoom()
    {
        var failing = new List<WebhookEndpoint>();
        for (var i = 0; i < 5; i++) failing.Add(await Webhooks.AddAsync(Own));
        await EndAsync();
        var neighbour = Own + "-neighbour";
        var fails = await Webhooks.AddAsync(neighbour);
        await EndAsync(neighbour);
        foreach (var endpoint in (WebhookEndpoint[])[.. failing, fails]) await ShiftAsync(endpoint, "failing_since = now(), failures = 1");
        var answers = await Webhooks.AddAsync(neighbour);
        for (var i = 0; i < 3; i++) await EndAsync(neighbour);

        var taken = await TakeAsync(null);

        Assert.Equal(3, taken.Count(key => key.Endpoint == answers.Id));
        Assert.Single(taken, key => key.Endpoint == fails.Id); // of two environments, each has one
        Assert.Single(taken, key => key.Endpoint != answers.Id && key.Endpoint != fails.Id);
        Assert.Empty(await TakeAsync(null));
    }

    // What fails and finds no room takes no place from a neighbour in its own environment.
    [Fact]
    public async Task TakeDue_OfOneEndpointThatAnswersAmongManyThatFail_ReachesIt()
    {
        var failing = new List<WebhookEndpoint>();
        for (var i = 0; i < 4; i++) failing.Add(await Webhooks.AddAsync(Own));
        await EndAsync();
        foreach (var endpoint in failing) await ShiftAsync(endpoint, "failing_since = now(), failures = 1");
        var answers = await Webhooks.AddAsync(Own);
        await EndAsync();

        var taken = await TakeAsync(null);

        Assert.Contains(taken, key => key.Endpoint == answers.Id);
        Assert.Equal(2, taken.Count(key => key.Endpoint != answers.Id));
    }

    [Fact]
    public async Task TakeDue_OfEndpointsThatFail_ReachesEachOfThem()
    {
        var failing = new List<WebhookEndpoint>();
        for (var i = 0; i < 6; i++) failing.Add(await Webhooks.AddAsync($"{Own}-{i % 2}"));
        for (var i = 0; i < 2; i++)
        {
            await EndAsync($"{Own}-{i}");
            await EndAsync($"{Own}-{i}");
        }

        foreach (var endpoint in failing) await ShiftAsync(endpoint, "failing_since = now(), failures = 1");
        var reached = new List<DeliveryKey>();
        for (var round = 0; round < 6; round++)
        {
            var taken = await TakeAsync(null);
            Assert.Equal(2, taken.Count);
            foreach (var key in taken) await FailAsync(key);
            reached.AddRange(taken);
        }

        Assert.Equal(12, reached.Distinct().Count());
        Assert.Empty(await TakeAsync(null));
    }

    private Task<IReadOnlyList<DeliveryKey>> TakeAsync(string? environment) =>
        Store.TakeDueAsync(environment, Room, CancellationToken.None);
}
