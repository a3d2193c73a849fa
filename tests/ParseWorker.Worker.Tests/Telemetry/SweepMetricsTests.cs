using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Telemetry;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Telemetry;

/// <summary>What a round of the sweeper is measured by, and the admission that is part of it.</summary>
public sealed class SweepMetricsTests : IDisposable
{
    private const string Found = "parseworker.sweeper.found";
    private const string Ended = "parseworker.parses.ended";

    private readonly IRecoveryStore _recovery = Substitute.For<IRecoveryStore>();
    private readonly IParseStore _store = Substitute.For<IParseStore>();
    private readonly IParseQueue _queue = Substitute.For<IParseQueue>();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly TestMeters _meters = new();
    private readonly Sweeper _sweeper;

    public SweepMetricsTests()
    {
        _recovery.TakeBackExpiredAsync(default, default, CancellationToken.None).ReturnsForAnyArgs([]);
        _recovery.ExpireWaitingAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        _recovery.FindWithoutJobAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        _store.AdmitAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        var dispatcher = new ParseDispatcher(_store, _queue, new AdmissionMetrics(_meters, _time), _log.For<ParseDispatcher>());
        _sweeper = new Sweeper(
            _recovery, Substitute.For<IDatabaseState>(), dispatcher, new SweepMetrics(_meters), new ParseMetrics(_meters),
            Options.Create(new WorkerOptions()), _time, _log.For<Sweeper>());
    }

    [Fact]
    public async Task Sweep_LostWorkers_CountsThemAndWhatThatEnded()
    {
        _recovery.TakeBackExpiredAsync(default, default, CancellationToken.None).ReturnsForAnyArgs(
        [
            new TakenBack(Parse(), ParseStatus.Queued), new TakenBack(Parse(), ParseStatus.Failed),
            new TakenBack(Parse(), ParseStatus.Cancelled),
        ]);

        await _sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal(3, _meters.Sum(Found, "kind=lost_worker"));
        Assert.Equal(1, _meters.Sum(Ended, "status=failed", $"error_code={ParseErrorCodes.WorkerLost}"));
        Assert.Equal(1, _meters.Sum(Ended, "status=cancelled"));
        Assert.Single(_meters.Values("parseworker.sweeper.duration"));
    }

    [Fact]
    public async Task Sweep_DeadlinesAndParsesWithoutAJob_CountsThem()
    {
        _recovery.ExpireWaitingAsync(default, CancellationToken.None).ReturnsForAnyArgs([MonitorHarness.NewId()]);
        _recovery.FindWithoutJobAsync(default, CancellationToken.None).ReturnsForAnyArgs([Parse(), Parse()]);

        await _sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal((1, 2), (_meters.Sum(Found, "kind=deadline"), _meters.Sum(Found, "kind=without_job")));
        Assert.Equal(1, _meters.Sum(Ended, "status=failed", $"error_code={ParseErrorCodes.QueueExpired}"));
    }

    [Fact]
    public async Task Sweep_AStepFails_CountsIt()
    {
        _recovery.ExpireWaitingAsync(default, CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test says so."));

        await _sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal(1, _meters.Sum("parseworker.sweeper.failures"));
    }

    [Fact]
    public async Task Sweep_AdmitsTwoOfWhichOneGetsNoJob_CountsBoth()
    {
        var parse = Parse();
        _store.AdmitAsync(default, CancellationToken.None).ReturnsForAnyArgs([parse, Parse()]);
        _queue.Enqueue(parse).Throws(new TimeoutException("The test says so."));

        await _sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal(2, _meters.Sum("parseworker.admission.admitted"));
        Assert.Equal(1, _meters.Sum("parseworker.admission.enqueue_failures"));
        Assert.Single(_meters.Values("parseworker.admission.duration", "result=ok"));
    }

    [Fact]
    public async Task Sweep_AdmissionFails_IsTold()
    {
        _store.AdmitAsync(default, CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test says so."));

        await _sweeper.SweepAsync(CancellationToken.None);

        Assert.Single(_meters.Values("parseworker.admission.duration", "result=failed"));
        Assert.Empty(_meters.Values("parseworker.admission.duration", "result=ok"));
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        _meters.Dispose();
        _log.Dispose();
    }

    private static QueuedParse Parse() => new(MonitorHarness.NewId(), Attempt: 1, TestParses.Environment);
}
