using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

public sealed class DrainTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly IHostApplicationLifetime _lifetime = Substitute.For<IHostApplicationLifetime>();
    private readonly RecordedLog _log = new();
    private readonly Alarm _alarm;
    private readonly RunningAttempts _running;
    private readonly Drain _drain;

    public DrainTests()
    {
        var options = Options.Create(new WorkerOptions());
        _lifetime.ApplicationStopping.Returns(_stopping.Token);
        _alarm = new Alarm(_time);
        _running = new RunningAttempts(options, _alarm, _time, _log.For<RunningAttempts>());
        _drain = new Drain(_running, _lifetime, options, _time, _log.For<Drain>());
    }

    [Fact]
    public async Task Stopping_RunningParses_GoOnForTheDrainTime()
    {
        await _drain.StartAsync(CancellationToken.None);
        using var running = _running.Add(MonitorHarness.NewId());

        await _stopping.CancelAsync();
        Assert.True(_drain.Begun);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(CancelReason.None, running.Reason);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CancelReason.Shutdown, running.Reason);
    }

    [Fact]
    public async Task Stopping_UsersCancelMeanwhile_KeepsItsReason()
    {
        await _drain.StartAsync(CancellationToken.None);
        using var running = _running.Add(MonitorHarness.NewId());
        await _stopping.CancelAsync();

        running.Stop(CancelReason.UserRequest);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(CancelReason.UserRequest, running.Reason);
    }

    [Fact]
    public async Task Stop_ParsesStillRunning_WaitsForThem()
    {
        var running = _running.Add(MonitorHarness.NewId());
        var stopped = _drain.StopAsync(CancellationToken.None);
        Assert.False(stopped.IsCompleted);

        running.Dispose();

        await stopped.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_NothingRunning_ReturnsAtOnce() => await _drain.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _drain.Dispose();
        _alarm.Dispose();
        _stopping.Dispose();
    }
}
