using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Health;

/// <summary>What a load balancer and an operator ask. No key is needed and no secret is told.</summary>
internal static partial class HealthEndpoints
{
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(3);

    /// <summary>That this process answers.</summary>
    /// <param name="Status"><c>live</c>.</param>
    internal sealed record Liveness(string Status);

    /// <summary>Whether a parse that is posted now would be run.</summary>
    /// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
    /// <param name="Missing">A sentence for each thing that is missing.</param>
    /// <param name="ReadyWorkers">Workers that are alive and claim parses.</param>
    /// <param name="Slots">Parses that they run at the same time.</param>
    internal sealed record Readiness(string Status, IReadOnlyList<string> Missing, int ReadyWorkers, int Slots);

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
        IWorkerRegistry workers, TimeProvider time, ILoggerFactory loggers, CancellationToken token)
    {
        try
        {
            var live = await workers.ReadLiveAsync(token).WaitAsync(DatabasePatience, time, token);
            return Answer(live.Where(worker => worker.Ready).ToList(), live.Count);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            DatabaseUnreachable(loggers.CreateLogger(typeof(HealthEndpoints)), exception);
            return NotReady("The database cannot be reached.");
        }
    }

    private static IResult Answer(List<WorkerReport> ready, int live)
    {
        if (ready.Count > 0) return Results.Json(new Readiness("ready", [], ready.Count, ready.Sum(worker => worker.Slots)));
        return NotReady(live > 0
            ? $"{live} worker(s) are alive but have stopped claiming; their logs say why."
            : "No worker is alive: start ParseWorker.Worker. Parses are taken in and wait until then.");
    }

    private static IResult NotReady(string missing) =>
        Results.Json(new Readiness("not_ready", [missing], 0, 0), statusCode: StatusCodes.Status503ServiceUnavailable);

    [LoggerMessage(6301, LogLevel.Warning, "Not ready: the database cannot be reached")]
    private static partial void DatabaseUnreachable(ILogger logger, Exception exception);
}
