using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Telemetry;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

public sealed class WorkerReporterTests : IDisposable
{
    private readonly IWorkerRegistry _registry = Substitute.For<IWorkerRegistry>();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly WorkerIdentity _worker = new();
    private readonly MachineGuard _guard;
    private readonly OperatorPause _pause;
    private readonly TestMeters _meters = new();
    private readonly EngineMetrics _engines;
    private readonly WorkerReporter _reporter;

    public WorkerReporterTests()
    {
        _guard = new MachineGuard(Options.Create(new EngineOptions()), _time, _log.For<MachineGuard>());
        _pause = new OperatorPause(_log.For<OperatorPause>());
        _engines = new EngineMetrics(_meters);
        _registry.ReportAsync(default!, CancellationToken.None).ReturnsForAnyArgs((string?)null);
        _reporter = new WorkerReporter(
            _registry, _worker, _guard, _pause, _engines, Options.Create(new WorkerOptions { Slots = 7 }), _time,
            _log.For<WorkerReporter>());
    }

    [Fact]
    public async Task Run_EveryInterval_ReportsNameSlotsAndReadiness()
    {
        await _reporter.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => Reports().Count == 1);
        _guard.Looked(MachineFault.EnginesCrash);
        _engines.Holds(host: 1, bytes: 70);
        _engines.Holds(host: 2, bytes: 30);

        _time.Advance(WorkerReport.Interval);

        await Eventually.IsTrueAsync(() => Reports().Count == 2);
        var why = MachineFault.EnginesCrash.ToSentence();
        var after = new WorkerReport(_worker.Name, 7, Ready: false, why) { Hosts = 2, HostBytes = 100 };
        Assert.Equal([new WorkerReport(_worker.Name, 7, Ready: true), after], Reports());
        await _reporter.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_TheFirstHostStarts_ReportsReadyAtOnce()
    {
        _guard.AwaitFirstLook();
        await _reporter.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => Reports().Count == 1);

        _guard.Looked(MachineFault.None);

        await Eventually.IsTrueAsync(() => Reports().Count == 2);
        _time.Advance(WorkerReport.Interval);
        await Eventually.IsTrueAsync(() => Reports().Count == 3);
        var why = MachineFault.NoHostYet.ToSentence();
        Assert.Equal([(false, why), (true, null), (true, null)], Reports().Select(report => (report.Ready, report.Reason)));
        await _reporter.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_PausedAndResumed_ReportsEachAtOnce()
    {
        var stops = 0;
        _pause.Begun += () => stops++;
        _registry.ReportAsync(default!, CancellationToken.None).ReturnsForAnyArgs("ann (dashboard)", "ann (dashboard)", null, null);
        await _reporter.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => Reports().Count == 2);
        Assert.True(_pause.IsOn);

        _time.Advance(WorkerReport.Interval);

        await Eventually.IsTrueAsync(() => Reports().Count == 4);
        const string Why = "an operator has paused this worker. It claims nothing until it is resumed, on the dashboard's page of workers.";
        Assert.Equal([(true, null), (false, Why), (false, Why), (true, null)], Reports().Select(report => (report.Ready, report.Reason)));
        Assert.Equal((1, false), (stops, _pause.IsOn));
        await _reporter.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_ReportFails_ReportsAgain()
    {
        _registry.ReportAsync(default!, CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test's database is down."));
        await _reporter.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => _log.Count(4307) == 1);

        _time.Advance(WorkerReport.Interval);

        await Eventually.IsTrueAsync(() => _log.Count(4307) == 2);
        await _reporter.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Stop_Worker_LeavesTheRegistry()
    {
        await _reporter.StartAsync(CancellationToken.None);

        await _reporter.StopAsync(CancellationToken.None);

        await _registry.Received(1).RemoveAsync(_worker.Name, Arg.Any<CancellationToken>());
    }

    public void Dispose()
    {
        _reporter.Dispose();
        _meters.Dispose();
        _log.Dispose();
    }

    private List<WorkerReport> Reports() => [.. _registry.ReceivedCalls()
        .Where(call => call.GetMethodInfo().Name == nameof(IWorkerRegistry.ReportAsync))
        .Select(call => (WorkerReport)call.GetArguments()[0]!)];
}
