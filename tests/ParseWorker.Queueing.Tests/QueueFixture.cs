using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests;

/// <summary>A database with the queue on it, for one test class.</summary>
public sealed class QueueFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public ServiceProvider Services { get; private set; } = null!;

    public IParseQueue Queue => Services.GetRequiredService<IParseQueue>();

    public JobStorage Storage => Services.GetRequiredService<JobStorage>();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Services = Database.Services();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A fresh parse (attempt 0) or one that ran before, as the processes enqueue it.</summary>
    public static QueuedParse Parse(int attempt = 0) => new(ParseId.New(TimeProvider.System.GetUtcNow()), attempt, TestParses.Environment);

    /// <summary>A text column of the job's row.</summary>
    public Task<string> ReadJobAsync(string column, string jobId) =>
        Database.ScalarAsync<string>($"select {column}::text from hangfire.job where id = $1::bigint", jobId);
}
