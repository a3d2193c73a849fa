using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Cancellation;
using ParseWorker.Testing;
using ParseWorker.Testing.Faults;

namespace ParseWorker.Api.Tests.Subscriptions;

/// <summary>Push and poll, each alone, on the real database.</summary>
public sealed class SubscriptionDeliveryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PreferWait_ByNotificationOrByPollAlone_AnswersTheEnding(bool push)
    {
        var settings = new Dictionary<string, string?> { ["Waits:EndPoll"] = push ? "00:01:00" : "00:00:00.100" };
        await using var api = await ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(settings),
            services: push ? null : services => services.AddSingleton(Deaf()));
        var attempt = await api.Parses.InProgressAsync();
        if (push) await ListeningAsync();

        var answer = api.Client.SendAsync(HttpMethod.Get, $"/v1/parses/{attempt.Id}", ("Prefer", "wait=50"));
        await api.CompleteAsync(attempt, "text");

        // The other way would take a minute: longer than the client waits.
        Assert.Equal("completed", (await ApiServer.ReadAsync(await answer, 200)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task PreferWait_ConnectionOfTheListenerGoesDead_AnswersTheEndingAllTheSame()
    {
        await using var proxy = new LossyProxy(fixture.Database.ConnectionString);
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Main"] = proxy.ConnectionString,
            ["ConnectionStrings:Direct"] = fixture.Database.ConnectionString,
        };
        await using var api = await ApiServer.StartAsync(fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(settings));
        var attempt = await api.Parses.InProgressAsync();
        proxy.SwallowNext("One query for all subscriptions");

        var answer = api.Client.SendAsync(HttpMethod.Get, $"/v1/parses/{attempt.Id}", ("Prefer", "wait=60"));
        await Eventually.IsTrueAsync(() => proxy.Lost == 1, TimeSpan.FromSeconds(60));
        var swallowed = Stopwatch.GetTimestamp();
        await api.CompleteAsync(attempt, "text");

        // The driver itself would wait for half a minute.
        Assert.Equal("completed", (await ApiServer.ReadAsync(await answer, 200)).GetProperty("status").GetString());
        Assert.InRange(Stopwatch.GetElapsedTime(swallowed), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private Task<long> ListeningAsync() => Eventually.BecomesAsync(
        () => fixture.Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen parse_ended%'"),
        listeners => listeners >= 2);

    private static INotificationListener Deaf()
    {
        var deaf = Substitute.For<INotificationListener>();
        deaf.ListenAsync(default, default!, CancellationToken.None).ReturnsForAnyArgs(new TaskCompletionSource().Task);
        return deaf;
    }
}
