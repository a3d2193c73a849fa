using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>What one process has of the queue: the client and the sweeper's statements, and a server once it works.</summary>
internal sealed class QueueProcess(TestDatabase database, ServiceProvider services) : IAsyncDisposable
{
    private readonly List<BackgroundJobServer> _servers = [];

    public QueueProcess(TestDatabase database)
        : this(database, database.Services())
    {
    }

    public JobStorage Storage { get; } = services.GetRequiredService<JobStorage>();

    public IBackgroundJobClientV2 Client { get; } = services.GetRequiredService<IBackgroundJobClientV2>();

    public ClaimingJob Job { get; } = new(services.GetRequiredService<IParseStore>());

    private IRecoveryStore Recovery { get; } = services.GetRequiredService<IRecoveryStore>();

    private ParseDispatcher Dispatcher { get; } = ActivatorUtilities.CreateInstance<ParseDispatcher>(services);

    /// <summary>Starts a server, as a worker has one.</summary>
    public void StartWorker(int slots = 2) => _servers.Add(new BackgroundJobServer(
        new BackgroundJobServerOptions
        {
            WorkerCount = slots,
            Queues = [.. QueueNames.All],
            Activator = Job,
            FilterProvider = services.GetRequiredService<IJobFilterProvider>(),
        },
        Storage));

    /// <summary>A queued parse with its job.</summary>
    /// <returns>The parse and the job.</returns>
    public async Task<(string Parse, string Job)> EnqueueAsync()
    {
        var id = await new TestParses(database, services).QueuedAsync();
        await Dispatcher.EnqueueAsync([new QueuedParse(id, Attempt: 0, TestParses.Environment)]);

        // Hangfire's own row: a parse that has ended before its job was recorded does not know it.
        return (id.ToString(), await database.ScalarAsync<string>(
            "select max(id)::text from hangfire.job where arguments ->> 0 = to_json($1::text)::text", id.ToString()));
    }

    /// <summary>What the sweeper does every second.</summary>
    public async Task SweepAsync()
    {
        var takenBack = await Recovery.TakeBackExpiredAsync(ClaimingJob.Lease, limit: 100, CancellationToken.None);
        var without = await Recovery.FindWithoutJobAsync(limit: 100, CancellationToken.None);
        await Dispatcher.EnqueueAsync(
            [.. takenBack.Where(taken => taken.Status == ParseStatus.Queued).Select(taken => taken.Parse), .. without]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) server.Dispose();
        await services.DisposeAsync();
    }
}
