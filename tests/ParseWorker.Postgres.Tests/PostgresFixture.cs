using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
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

    public IAttemptStore Attempts => Services.GetRequiredService<IAttemptStore>();

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

    public Task<CancelResult?> CancelAsync(ParseId id, string requestedBy = "tester") =>
        Store.RequestCancelAsync(TestParses.Environment, id, requestedBy, CancellationToken.None);

    public Task<ParseAttempt?> ClaimAsync(ParseId id, string owner = "another-worker") =>
        Store.ClaimAsync(id, owner, TestParses.Lease, CancellationToken.None);

    public Task<ParseStatus?> EndAsync(AttemptKey key, ParseOutcome outcome) =>
        Store.EndAttemptAsync(key, outcome, CancellationToken.None);

    /// <summary>Writes pages <paramref name="first"/> to <paramref name="last"/>, each with its number as text.</summary>
    public Task<bool> WriteAsync(AttemptKey key, int first, int last) => Store.WritePagesAsync(
        key, [.. Enumerable.Range(first, last - first + 1).Select(n => new ParsedPage(n, $"page {n}"))], null, CancellationToken.None);

    /// <summary>Takes back whatever has expired, however short ago the server started.</summary>
    public Task<IReadOnlyList<TakenBack>> TakeBackAsync(int limit = 100) =>
        Recovery.TakeBackExpiredAsync(TimeSpan.Zero, limit, CancellationToken.None);

    public async Task<List<ParsedPage>> ReadPagesAsync(ParseId id) =>
        await Queries.ReadPagesAsync(id, CancellationToken.None).ToListAsync();

    /// <summary>The kinds of the parse's events, in order.</summary>
    public async Task<string> ReadKindsAsync(ParseId id) =>
        string.Join(' ', (await ReadEventsAsync(id)).Select(e => e.Kind.ToWire()));

    /// <summary>The whole history of a parse.</summary>
    public Task<IReadOnlyList<ParseEvent>> ReadEventsAsync(ParseId id) => Queries.ReadEventsAsync(id, 1, 1000, CancellationToken.None);

    /// <summary>The same request once more, as a client's retry makes it.</summary>
    public static NewParse Again(NewParse create)
    {
        var now = TimeProvider.System.GetUtcNow();
        return create with { Id = ParseId.New(now), File = create.File with { Id = $"file_{Ulid.NewUlid(now)}" } };
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
    public static readonly ParseOutcome Retried = new ParseOutcome.Retried(
        new ParseError(ParseErrorCodes.EngineCrashed, "The engine crashed."));
    public static readonly ParseOutcome Cancelled = new ParseOutcome.Cancelled(Forced: true);

    /// <summary>The outcome behind the name of a move, as theories spell it.</summary>
    public static ParseOutcome Of(string move) => move switch
    {
        "complete" => Completed,
        "fail" => Failed,
        "hand back" => HandedBack,
        "retry" => Retried,
        _ => Cancelled,
    };
}
