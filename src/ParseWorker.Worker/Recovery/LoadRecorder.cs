using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Operators;

namespace ParseWorker.Worker.Recovery;

/// <summary>Counts each minute for the dashboard. Every worker does; the first one is counted.</summary>
internal sealed partial class LoadRecorder(
    ILoadHistory history, IOperatorQueries queries, TimeProvider time, ILogger<LoadRecorder> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        using var stop = stoppingToken.UnsafeRegister(_ => timer.Dispose(), null);
        while (await timer.WaitForNextTickAsync(CancellationToken.None)) await TryRecordAsync(stoppingToken);
    }

    private async Task TryRecordAsync(CancellationToken token)
    {
        try
        {
            await history.RecordAsync(await queries.ReadLoadAsync(token), token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            NotRecorded(exception);
        }
    }

    [LoggerMessage(4326, LogLevel.Warning, "The last minutes could not be counted; they will be, if that succeeds within ten minutes")]
    private partial void NotRecorded(Exception exception);
}
