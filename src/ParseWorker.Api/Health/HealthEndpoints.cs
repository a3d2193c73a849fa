using System.Data.Common;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Health;

/// <summary>What a load balancer and an operator ask. No key is needed and no secret is revealed.</summary>
internal static partial class HealthEndpoints
{
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(3);

    /// <summary>SQLSTATE <c>too_many_connections</c>.</summary>
    private const string NoConnectionLeft = "53300";

    private const string ReadOnly = "The database takes no writes: it is a replica, or was made read-only. Parses are refused, and those "
        + "that run wait; all goes on by itself when it takes them again.";

    // Where the bucket is, and what it answered, is not for everybody.
    private const string NoBucket = "The bucket that holds documents does not answer, or refuses this process: its log says which. Parses "
        + "are refused, and those whose documents are there wait; all goes on by itself when it serves again.";

    /// <summary>That this process answers.</summary>
    /// <param name="Status"><c>live</c>.</param>
    internal sealed record Liveness(string Status);

    /// <summary>Whether a parse that is posted now would be run.</summary>
    /// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
    /// <param name="Missing">A sentence for each thing that is missing, also when other workers are ready.</param>
    /// <param name="ReadyWorkers">Workers that are alive and claim parses.</param>
    /// <param name="Slots">Parses that they run at the same time.</param>
    internal sealed record Readiness(string Status, IReadOnlyList<string> Missing, int ReadyWorkers, int Slots);

    /// <summary>Adds what the answers need.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<BucketProbe>();

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => new Liveness("live")).WithName("live").WithSummary("This process answers");
        health.MapGet("/ready", ReadAsync).WithName("ready").WithSummary("A parse that is posted now would be run")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    // The schema is checked once, before this process listens; it only ever grows.
    private static async Task<IResult> ReadAsync(
        IWorkerRegistry workers, IDatabaseState database, BucketProbe bucket, TimeProvider time, ILoggerFactory loggers,
        CancellationToken token)
    {
        try
        {
            // Read-only, it keeps the reports of workers that can report no more: what they last said tells nothing.
            if (await database.IsReadOnlyAsync(token).WaitAsync(DatabasePatience, time, token)) return NotReady([ReadOnly]);
            if (!await bucket.AnswersAsync().WaitAsync(token)) return NotReady([NoBucket]);
            return Answer(await workers.ReadLiveAsync(token).WaitAsync(DatabasePatience, time, token));
        }
        catch (DbException exception) when (exception.SqlState == NoConnectionLeft)
        {
            DatabaseUnreachable(loggers.CreateLogger(typeof(HealthEndpoints)), exception);
            return NotReady(["The database has no connection left. Raise its max_connections, or end what takes them."]);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            DatabaseUnreachable(loggers.CreateLogger(typeof(HealthEndpoints)), exception);
            return NotReady(["The database cannot be reached."]);
        }
    }

    private static IResult Answer(IReadOnlyList<WorkerReport> live)
    {
        var ready = live.Where(worker => worker.Ready).ToList();
        var stopped = Stopped(live);
        if (ready.Count > 0) return Results.Json(new Readiness("ready", stopped, ready.Count, ready.Sum(worker => worker.Slots)));
        return live.Count > 0
            ? NotReady(stopped)
            : NotReady(["No worker is alive: start ParseWorker.Worker. Parses are taken in and wait until then."]);
    }

    /// <summary>A sentence for each reason that keeps workers from claiming.</summary>
    private static List<string> Stopped(IReadOnlyList<WorkerReport> live) => [..
        from worker in live
        where !worker.Ready
        group worker by worker.Reason into alike
        select $"{alike.Count()} of {live.Count} worker(s) have stopped claiming: {alike.Key ?? "their logs say why."}"];

    private static IResult NotReady(IReadOnlyList<string> missing) =>
        Results.Json(new Readiness("not_ready", missing, 0, 0), statusCode: StatusCodes.Status503ServiceUnavailable);

    [LoggerMessage(6301, LogLevel.Warning, "Not ready: the database cannot be reached")]
    private static partial void DatabaseUnreachable(ILogger logger, Exception exception);
}
