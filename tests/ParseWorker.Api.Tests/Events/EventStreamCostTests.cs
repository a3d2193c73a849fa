using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Events;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Events;

/// <summary>What subscriptions cost the real database, counted where the driver sends it.</summary>
[Trait("Needs", "Time")]
public sealed class EventStreamCostTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Ticks = 10;
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Follow_ByOneOrByMany_CostsOneQueryATick(int subscriptions)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await StartAsync(time);
        var ids = new List<ParseId>();
        for (var n = 0; n < 3; n++) ids.Add(await api.Parses.PendingAsync());
        var readers = new List<EventReader>();
        for (var n = 0; n < subscriptions; n++) readers.Add(await OpenAsync(api, ids[n % 3]));
        using var counter = await StatementCounter.StartAsync(database);

        for (var tick = 1; tick <= Ticks; tick++)
        {
            time.Advance(Poll);
            await Eventually.IsTrueAsync(() => OfSubscriptions(counter).Count >= tick);
        }

        Assert.Equal(Ticks, OfSubscriptions(counter).Count);
        Assert.All(OfSubscriptions(counter),
            statement => Assert.Contains("One query for all subscriptions", statement, StringComparison.Ordinal));
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public async Task Follow_ClientsThatWentAway_CostNothing()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await StartAsync(time);
        var id = await api.Parses.PendingAsync();
        await using (await OpenAsync(api, id))
        {
        }

        await Eventually.IsTrueAsync(() => api.Services.GetRequiredService<EventStreamLimit>().Open == 0);
        using var counter = await StatementCounter.StartAsync(database);
        for (var tick = 0; tick < 5; tick++) time.Advance(Poll);

        // The next subscription's own query is the only one.
        await using var next = await OpenAsync(api, id);
        Assert.Single(counter.Statements, statement => statement.Contains("One query for all subscriptions", StringComparison.Ordinal));
    }

    /// <summary>
    /// All but the look for deadlines, which the API takes every second whether or not anybody is there, and the session that it may open
    /// for it, which has no text.
    /// </summary>
    private static List<string> OfSubscriptions(StatementCounter counter) =>
        [.. counter.Statements.Where(statement => statement.Length > 0 && !statement.Contains("deadline", StringComparison.Ordinal))];

    private static async Task<EventReader> OpenAsync(ApiServer api, ParseId id)
    {
        var reader = await EventReader.OpenAsync(api, id);
        Assert.Equal("created", await reader.NextAsync(1));
        return reader;
    }

    private Task<ApiServer> StartAsync(FakeTimeProvider time) => ApiServer.StartAsync(
        database,
        builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Waits:EndPoll"] = $"{Poll}" }),
        services => services.AddSingleton<TimeProvider>(time));
}
