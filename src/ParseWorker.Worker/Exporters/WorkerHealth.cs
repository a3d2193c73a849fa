using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Exporters;

/// <summary>What a supervisor asks of one worker.</summary>
internal sealed partial class WorkerHealth(
    MachineGuard guard, OperatorPause pause, Drain drain, IDatabaseState database, IOptions<WorkerOptions> options, TimeProvider time,
    ILogger<WorkerHealth> logger)
{
    private const string Unreachable = "The database cannot be reached: its parses wait, and go on by themselves when it is back.";

    private const string ReadOnly = "The database takes no writes: it is a replica, or was made read-only. All goes on by itself when it "
        + "takes them again.";

    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Why this worker claims nothing, a sentence; null while it claims.</summary>
    public string? WhyNoClaims => drain.Begun
        ? "This worker stops: it claims nothing more, and ends what it runs."
        : guard.Fault.ToSentence() ?? pause.Sentence;

    /// <summary>Answers <c>/health/live</c> and <c>/health/ready</c>; other paths are not found.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/health/live":
                await context.Response.WriteAsJsonAsync(new WorkerLiveness("live"), Json, context.RequestAborted);
                break;
            case "/health/ready":
                var missing = await FindMissingAsync(context.RequestAborted);
                if (missing is not null) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                var answer = new WorkerReadiness(
                    missing is null ? "ready" : "not_ready", missing is null ? [] : [missing], options.Value.Slots);
                await context.Response.WriteAsJsonAsync(answer, Json, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task<string?> FindMissingAsync(CancellationToken token)
    {
        if (WhyNoClaims is { } why) return why;
        try
        {
            return await LimitedQuery.AskAsync(database.IsReadOnlyAsync, DatabasePatience, time, token) ? ReadOnly : null;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            DatabaseUnreachable(exception);
            return Unreachable;
        }
    }

    /// <summary>That this process answers.</summary>
    internal sealed record WorkerLiveness(string Status);

    /// <summary>Whether this worker would run a parse now.</summary>
    internal sealed record WorkerReadiness(string Status, IReadOnlyList<string> Missing, int Slots);

    [LoggerMessage(4002, LogLevel.Warning, "Not ready: the database cannot be reached")]
    private partial void DatabaseUnreachable(Exception exception);
}
