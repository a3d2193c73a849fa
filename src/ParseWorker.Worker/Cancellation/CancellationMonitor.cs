using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// Tells every running attempt of this process when it must stop. The thread is its own,
/// it never waits for the database, and a notification only brings the next tick forward. Outlives the drain.
/// </summary>
internal sealed partial class CancellationMonitor : IHostedService, IDisposable
{
    private readonly RunningAttempts _attempts;
    private readonly CancelFlagPoller _flags;
    private readonly LeaseRenewer _leases;
    private readonly INotificationListener _listener;
    private readonly ILogger<CancellationMonitor> _logger;
    private readonly Alarm _alarm;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    public CancellationMonitor(
        RunningAttempts attempts,
        CancelFlagPoller flags,
        LeaseRenewer leases,
        Alarm alarm,
        INotificationListener listener,
        ILogger<CancellationMonitor> logger)
    {
        (_attempts, _flags, _leases, _alarm, _listener, _logger) = (attempts, flags, leases, alarm, listener, logger);
        _thread = new Thread(Run) { Name = "cancellation monitor", IsBackground = true };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread.Start();
        _listening = Task.Run(ListenAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        StopThread();
        await _listening.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        // A host whose start failed half-way disposes of services that it never stopped.
        StopThread();
        _stopping.Dispose();
    }

    private void Run()
    {
        var idle = true;
        while (!_stopping.IsCancellationRequested)
        {
            var now = _attempts.Now;
            var attempts = _attempts.Snapshot();
            if (idle && attempts.Count > 0) _flags.Restart(attempts.Min(running => running.Since));
            idle = attempts.Count == 0;

            _flags.Take();
            _leases.Take();
            _leases.StopOverdue(now, attempts);
            _flags.Ask(now, attempts);
            _leases.Ask(now, attempts);
            _alarm.Wait(idle ? null : Earliest(_flags.DueIn(now), _leases.DueIn(now, attempts)));
        }
    }

    private void StopThread()
    {
        if (!_stopping.IsCancellationRequested) _stopping.Cancel();
        _alarm.Ring();
        if (_thread.IsAlive) _thread.Join();
    }

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private async Task ListenAsync()
    {
        try
        {
            await _listener.ListenAsync(NotificationChannel.CancelRequested, Heard, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Stopped();
        }
        catch (Exception exception)
        {
            Deaf(exception);
        }
    }

    private void Heard(string payload)
    {
        // Every worker hears every cancel; a payload that is no id of ours may still mean something to hear.
        if (ParseId.TryParse(payload, out var id) && !_attempts.Holds(id)) return;

        _flags.Hint();
        _alarm.Ring();
    }

    [LoggerMessage(4104, LogLevel.Debug, "The cancellation monitor has stopped")]
    private partial void Stopped();

    [LoggerMessage(4105, LogLevel.Error, "Listening for cancel requests ended; they are noticed by polling only, until a restart")]
    private partial void Deaf(Exception exception);
}
