using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Finds what nobody looks after: expired leases and deadlines, queued parses without a job, waiting parses with room. Every worker sweeps,
/// every second, without a lock: each row is taken by one. Touches no Hangfire job; a stale one claims in vain.
/// </summary>
internal sealed partial class Sweeper(
    IRecoveryStore recovery,
    IDatabaseState database,
    ParseDispatcher dispatcher,
    SweepMetrics metrics,
    ParseMetrics parses,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<Sweeper> logger)
    : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Housekeeping waits longer: nobody waits for it.</summary>
    internal static readonly TimeSpan HousekeepingInterval = TimeSpan.FromMinutes(1);

    /// <summary>Rows of one sweep at most: a long outage is caught up with in steps.</summary>
    internal const int Limit = 100;

    private long? _keptHouseAt;

    /// <summary>This sweeper saw the database away, and it has not answered for a whole lease since.</summary>
    private bool _wasAway;

    /// <summary>When it answered again for the first time; null while it does not.</summary>
    private long? _backAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do await SweepAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    /// <summary>One round. Its order matters: what is taken back needs a job, and what ended makes room.</summary>
    internal async Task SweepAsync(CancellationToken token)
    {
        var begun = time.GetTimestamp();
        await SweepOnceAsync(token);
        metrics.Swept(time.GetElapsedTime(begun));
    }

    private async Task SweepOnceAsync(CancellationToken token)
    {
        if (!await AnswersAsync(token)) return;

        if (!IsOutageRecent()) await TryAsync("expired leases", () => TakeBackAsync(token), token);
        await TryAsync("expired deadlines", () => ExpireAsync(token), token);
        await TryAsync("parses without a job", () => EnqueueAgainAsync(token), token);
        await dispatcher.AdmitAsync(environment: null, token);
        if (_keptHouseAt is { } last && time.GetElapsedTime(last) < HousekeepingInterval) return;

        _keptHouseAt = time.GetTimestamp();
        await TryAsync("creates that nobody repeats", () => recovery.ForgetUnansweredAsync(Limit, token), token);
    }

    /// <summary>
    /// Runs a query first that needs no lock and no room. If it fails, or takes a third of a lease (as long as renewals are apart), the
    /// database was away, and no lease is taken back yet.
    /// </summary>
    private async Task<bool> AnswersAsync(CancellationToken token)
    {
        var asked = time.GetTimestamp();
        var answers = await TryAsync("the database's answer", () => database.IsReadOnlyAsync(token), token);
        if (!answers || time.GetElapsedTime(asked) > options.Value.Lease / 3) (_wasAway, _backAt) = (true, null);
        return answers;
    }

    /// <summary>
    /// For a lease after an outage nothing counts as expired: nobody could renew, and who stopped meanwhile hands back first. The statement
    /// itself knows when the server was started, but not when it had recovered, nor that the way to it was cut.
    /// </summary>
    private bool IsOutageRecent()
    {
        if (!_wasAway) return false;
        _backAt ??= time.GetTimestamp();
        _wasAway = time.GetElapsedTime(_backAt.Value) < options.Value.Lease;
        return _wasAway;
    }

    private async Task TakeBackAsync(CancellationToken token)
    {
        var takenBack = await recovery.TakeBackExpiredAsync(options.Value.Lease, Limit, token);
        metrics.FoundLostWorkers(takenBack.Count);
        foreach (var (parse, status) in takenBack)
        {
            TakenBack(parse.Id, parse.Attempt, status.ToWire());
            if (status.IsTerminal()) parses.Ended(status, status == ParseStatus.Failed ? ParseErrorCodes.WorkerLost : null);
        }

        await dispatcher.EnqueueAsync(takenBack.Where(taken => taken.Status == ParseStatus.Queued).Select(taken => taken.Parse));
    }

    private async Task ExpireAsync(CancellationToken token)
    {
        var expired = await recovery.ExpireWaitingAsync(Limit, token);
        metrics.FoundDeadlines(expired.Count);
        foreach (var id in expired)
        {
            Expired(id);
            parses.Ended(ParseStatus.Failed, ParseErrorCodes.QueueExpired);
        }
    }

    private async Task EnqueueAgainAsync(CancellationToken token)
    {
        var lost = await recovery.FindWithoutJobAsync(Limit, token);
        metrics.FoundWithoutJob(lost.Count);
        foreach (var parse in lost) WithoutJob(parse.Id, parse.Attempt);
        await dispatcher.EnqueueAsync(lost);
    }

    /// <summary>One step of a round; whether it went through.</summary>
    private async Task<bool> TryAsync(string subject, Func<Task> sweep, CancellationToken token)
    {
        try
        {
            await sweep();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            metrics.Failed();
            SweepFailed(exception, subject);
            return false;
        }
    }

    [LoggerMessage(4303, LogLevel.Warning, "{ParseId}, attempt {Attempt}: its worker was lost; it is {Status} now")]
    private partial void TakenBack(ParseId parseId, int attempt, string status);

    [LoggerMessage(4304, LogLevel.Information, "{ParseId}, attempt {Attempt}: queued without a job; enqueued again")]
    private partial void WithoutJob(ParseId parseId, int attempt);

    [LoggerMessage(4305, LogLevel.Warning, "The sweep for {Subject} failed; the next one is in a second")]
    private partial void SweepFailed(Exception exception, string subject);

    [LoggerMessage(4311, LogLevel.Information, "{ParseId} was not started before its deadline; it is failed now")]
    private partial void Expired(ParseId parseId);

    [LoggerMessage(4306, LogLevel.Debug, "The sweeper has stopped")]
    private partial void Stopped();
}
