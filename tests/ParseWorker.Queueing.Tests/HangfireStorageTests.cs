using System.Reflection;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using ParseWorker.Core.Admission;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests;

public sealed class HangfireStorageTests(QueueFixture queue) : IClassFixture<QueueFixture>
{
    [Fact]
    public void Create_WithOptions_HandsThemToTheStorage()
    {
        var options = new QueueOptions { PollInterval = TimeSpan.FromMilliseconds(70), JobRetention = TimeSpan.FromMinutes(9) };

        var storage = HangfireStorage.Create(queue.Database.ConnectionString, options);

        var reached = Reached(storage);
        Assert.Equal(options.JobRetention, storage.JobExpirationTimeout);
        Assert.Equal(options.PollInterval, reached.QueuePollInterval);
        Assert.Equal((TimeSpan.FromMinutes(15), true), (reached.InvisibilityTimeout, reached.UseSlidingInvisibilityTimeout));
        Assert.Equal((TimeSpan.FromSeconds(20), false), (reached.DistributedLockTimeout, reached.EnableLongPolling));
        Assert.Equal((false, false), (reached.PrepareSchemaIfNecessary, reached.AllowDegradedModeWithoutStorage));
    }

    [Fact]
    public void AddParseQueue_WithDefaults_PollsFiveTimesASecond()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(200), Reached((PostgreSqlStorage)queue.Storage).QueuePollInterval);
    }

    [Theory]
    [InlineData("Queue:PollInterval", "00:00:00.049")]
    [InlineData("Queue:PollInterval", "00:00:16")]
    [InlineData("Queue:JobRetention", "00:00:30")]
    public async Task AddParseQueue_WithAnOptionOutOfRange_IsRefused(string setting, string value)
    {
        var settings = queue.Database.Settings();
        settings[setting] = value;
        await using var services = Services(settings);

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<QueueOptions>>().Value);

        Assert.Contains(setting["Queue:".Length..], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddParseQueue_WithoutADatabase_SaysWhatToSet()
    {
        await using var services = Services([]);

        var refusal = Assert.Throws<InvalidOperationException>(services.GetRequiredService<JobStorage>);

        Assert.Contains("set ConnectionStrings__Main", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddParseQueue_WithADirectConnection_PrefersItToTheMainOne()
    {
        var settings = queue.Database.Settings();
        settings["ConnectionStrings:Direct"] = settings["ConnectionStrings:Main"];
        settings["ConnectionStrings:Main"] = "Host=pooler.invalid";
        await using var services = Services(settings);

        using var connection = services.GetRequiredService<JobStorage>().GetConnection();

        Assert.Null(connection.GetJobData("1234567"));
    }

    // Hangfire's own activator is a static: a server would make its jobs from the services of the host that was configured last.
    [Fact]
    public async Task AddParseQueue_InTwoHostsOfOneProcess_EachMakesItsOwnJobs()
    {
        var job = Substitute.For<IParseJob>();
        await using var one = queue.Database.Services(services => services.AddSingleton(job));
        await using var other = queue.Database.Services();
        foreach (var host in new[] { one, other }) host.GetRequiredService<IBackgroundJobClientV2>();

        Assert.Same(job, one.GetRequiredService<JobActivator>().BeginScope((JobActivatorContext)null!).Resolve(typeof(IParseJob)));
    }

    [Fact]
    public async Task Install_AgainAndAgain_ChangesNothing()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        await database.ExecuteAsync("drop schema hangfire cascade");

        HangfireStorage.Install(database.ConnectionString);
        var version = await database.ScalarAsync<int>("select version from hangfire.schema");
        HangfireStorage.Install(database.ConnectionString);

        Assert.Equal(version, await database.ScalarAsync<int>("select version from hangfire.schema"));
        await using var services = database.Services();
        var jobId = services.GetRequiredService<IParseQueue>().Enqueue(QueueFixture.Parse());
        Assert.Equal(jobId, await database.ScalarAsync<string>("select jobid::text from hangfire.jobqueue"));
        await database.DisposeAsync();
    }

    [Fact]
    public void AcquireDistributedLock_ThatSomebodyHolds_WaitsForItsAge()
    {
        using var holder = queue.Storage.GetConnection();
        using var held = holder.AcquireDistributedLock("young", TimeSpan.FromSeconds(1));
        using var other = queue.Storage.GetConnection();

        Assert.Throws<PostgreSqlDistributedLockException>(() => other.AcquireDistributedLock("young", TimeSpan.FromMilliseconds(1)));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddParseQueue();
        return services.BuildServiceProvider();
    }

    // The storage keeps what it was given to itself; a setting that does not arrive shows only as a job that starts 15 s late.
    private static PostgreSqlStorageOptions Reached(PostgreSqlStorage storage) =>
        (PostgreSqlStorageOptions)typeof(PostgreSqlStorage)
            .GetProperty("Options", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(storage)!;
}
