using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Finds what nobody looks after: expired leases and deadlines, queued parses without a job, waiting parses with room. Every worker sweeps,
/// every second, without a lock: each row is taken by one. Touches no Hangfire job; a stale one claims in vain.
/// </summary>
internal sealed partial class Sweeper(
    IRecoveryStore recovery, ParseDispatcher dispatcher, IOptions<WorkerOptions> options, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Housekeeping waits longer: nobody waits for it.</summary>
    internal static readonly TimeSpan HousekeepingInterval = TimeSpan.FromMinutes(1);

    /// <summary>Rows of one sweep at most: a long outage is caught up with in steps.</summary>
    internal const int Limit = 100;

    private long? _keptHouseAt;

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
        await TryAsync("expired leases", () => TakeBackAsync(token), token);
        await TryAsync("expired deadlines", () => ExpireAsync(token), token);
        await TryAsync("parses without a job", () => EnqueueAgainAsync(token), token);
        await dispatcher.AdmitAsync(environment: null, token);
        if (_keptHouseAt is { } last && time.GetElapsedTime(last) < HousekeepingInterval) return;

        _keptHouseAt = time.GetTimestamp();
        await TryAsync("creates that nobody repeats", () => recovery.ForgetUnansweredAsync(Limit, token), token);
    }

    private async Task TakeBackAsync(CancellationToken token)
    {
        var takenBack = await recovery.TakeBackExpiredAsync(options.Value.Lease, Limit, token);
        foreach (var (parse, status) in takenBack) TakenBack(parse.Id, parse.Attempt, status.ToWire());
        await dispatcher.EnqueueAsync(takenBack.Where(taken => taken.Status == ParseStatus.Queued).Select(taken => taken.Parse));
    }

    private async Task ExpireAsync(CancellationToken token)
    {
        foreach (var id in await recovery.ExpireWaitingAsync(Limit, token)) Expired(id);
    }

    private async Task EnqueueAgainAsync(CancellationToken token)
    {
        var lost = await recovery.FindWithoutJobAsync(Limit, token);
        foreach (var parse in lost) WithoutJob(parse.Id, parse.Attempt);
        await dispatcher.EnqueueAsync(lost);
    }

    private async Task TryAsync(string subject, Func<Task> sweep, CancellationToken token)
    {
        try
        {
            await sweep();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            SweepFailed(exception, subject);
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
