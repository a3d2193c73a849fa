using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Telemetry;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Ends parses whose deadline passes while they wait, every second. Workers do the same; this is for when there is none, which is when
/// deadlines pass.
/// </summary>
internal sealed partial class QueueDeadlines(
    IRecoveryStore recovery, ParseMetrics metrics, TimeProvider time, ILogger<QueueDeadlines> logger)
    : BackgroundService
{
    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int Limit = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    private async Task LookAsync(CancellationToken token)
    {
        try
        {
            foreach (var id in await recovery.ExpireWaitingAsync(Limit, token))
            {
                Expired(id.ToString());
                metrics.Ended(ParseStatus.Failed, ParseErrorCodes.QueueExpired);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LookFailed(exception);
        }
    }

    [LoggerMessage(6206, LogLevel.Information, "{ParseId} was not started before its deadline; it is failed now")]
    private partial void Expired(string parseId);

    [LoggerMessage(6207, LogLevel.Warning, "Looking for deadlines that passed failed; the next look is in a second")]
    private partial void LookFailed(Exception exception);

    [LoggerMessage(6208, LogLevel.Debug, "Looking for deadlines has stopped")]
    private partial void Stopped();
}
