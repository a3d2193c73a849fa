using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>A database with the stores on it, for one test class.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public ServiceProvider Services { get; private set; } = null!;

    public TestParses Parses { get; private set; } = null!;

    public IParseStore Store => Services.GetRequiredService<IParseStore>();

    public IParseQueries Queries => Services.GetRequiredService<IParseQueries>();

    public IAttemptWatch Watch => Services.GetRequiredService<IAttemptWatch>();

    public IRecoveryStore Recovery => Services.GetRequiredService<IRecoveryStore>();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Services = Database.Services();
        Parses = new TestParses(Database, Services);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>The record, which must be there.</summary>
    public async Task<Parse> FindAsync(ParseId id) =>
        await Queries.FindAsync(TestParses.Environment, id, CancellationToken.None)
        ?? throw new InvalidOperationException($"{id} is not there.");

    /// <summary>A parse in the given status, brought there by the moves that lead to it.</summary>
    public async Task<AttemptKey> InStatusAsync(ParseStatus status)
    {
        if (status == ParseStatus.Pending) return new AttemptKey(await Parses.PendingAsync(), 0);
        if (status == ParseStatus.Queued) return new AttemptKey(await Parses.QueuedAsync(), 0);

        var key = await Parses.InProgressAsync();
        switch (status)
        {
            case ParseStatus.Completed:
                await Store.EndAttemptAsync(key, Outcomes.Completed, CancellationToken.None);
                break;
            case ParseStatus.Failed:
                await Store.EndAttemptAsync(key, Outcomes.Failed, CancellationToken.None);
                break;
            case ParseStatus.Cancelled:
                await Store.RequestCancelAsync(TestParses.Environment, key.Id, "tester", CancellationToken.None);
                await Store.EndAttemptAsync(key, new ParseOutcome.Cancelled(Forced: false), CancellationToken.None);
                break;
        }

        return key;
    }

    /// <summary>Lets the lease of an attempt run out.</summary>
    public Task ExpireLeaseAsync(ParseId id) => Database.ExecuteAsync(
        "update parseworker.parses set lease_expires_at = now() - interval '1 second' where id = $1", id.ToString());
}

internal static class Outcomes
{
    public static readonly ParseError Error = new(ParseErrorCodes.NoTextLayer, "No page holds text.");

    public static readonly ParseOutcome Completed = new ParseOutcome.Completed(PageCount: 3, Credits: 3m);
    public static readonly ParseOutcome Failed = new ParseOutcome.Failed(Error);
    public static readonly ParseOutcome HandedBack = new ParseOutcome.HandedBack();
    public static readonly ParseOutcome Retried = new ParseOutcome.Retried(new ParseError(ParseErrorCodes.EngineCrashed, "The engine crashed."));
    public static readonly ParseOutcome Cancelled = new ParseOutcome.Cancelled(Forced: true);
}
