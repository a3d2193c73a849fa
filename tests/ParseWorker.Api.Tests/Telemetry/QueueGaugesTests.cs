using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Telemetry;
using ParseWorker.Core.Operators;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Telemetry;

/// <summary>The queue's figures: read beside the looks, never by them, and never shown when they are old.</summary>
public sealed class QueueGaugesTests : IDisposable
{
    private const string Parses = "parseworker.queue.parses";
    private const string Up = "parseworker.database.up";

    private readonly FakeTimeProvider _time = new();
    private readonly IOperatorQueries _queries = Substitute.For<IOperatorQueries>();
    private readonly TestMeters _meters = new();
    private readonly QueueGauges _gauges;

    public QueueGaugesTests()
    {
        _gauges = new QueueGauges(_queries, _meters, _time, NullLogger<QueueGauges>.Instance);
        _queries.ReadQueuesAsync(Arg.Any<CancellationToken>()).Returns(Task.FromResult(new QueueState(
            [new EnvironmentQueue("a", 3, 2, 1, 1, TimeSpan.FromMinutes(2)), new EnvironmentQueue("b", 0, 0, 1, 0, null)], 4096)));
    }

    private int Reads => _queries.ReceivedCalls().Count();

    [Fact]
    public async Task Look_AfterTheFirst_ShowsEachEnvironmentByStatus()
    {
        await ReadAsync();

        Assert.Equal(3, _meters.Look(Parses, "environment=a", "status=pending"));
        Assert.Equal(2, _meters.Look(Parses, "environment=a", "status=queued"));
        Assert.Equal(1, _meters.Look(Parses, "environment=b", "status=in_progress"));
        Assert.Equal(1, _meters.Look(Parses, "environment=a", "status=cancelling"));
        Assert.Equal(120, _meters.Look("parseworker.queue.oldest_age", "environment=a"));
        Assert.Null(_meters.Look("parseworker.queue.oldest_age", "environment=b"));
        Assert.Equal((4096, 1), (_meters.Look("parseworker.database.size"), _meters.Look(Up)));
    }

    [Fact]
    public async Task Look_ByNobody_AsksTheDatabaseNothing()
    {
        await _gauges.StartAsync(CancellationToken.None);
        for (var n = 0; n < 10; n++) _time.Advance(QueueGauges.Interval);
        Assert.Equal(0, Reads);

        await ReadAsync();
        _time.Advance(QueueGauges.LookedAtFor + QueueGauges.Interval);
        var before = Reads;
        for (var n = 0; n < 10; n++) _time.Advance(QueueGauges.Interval);

        Assert.InRange(Reads, before, before + 1);
    }

    [Fact]
    public async Task Look_WhileTheDatabaseHangs_AnswersAtOnceAndSaysSo()
    {
        await ReadAsync();
        _queries.ReadQueuesAsync(Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<QueueState>().Task);

        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(QueueGauges.Interval);
            return _meters.Look(Up) == 0;
        });
        _time.Advance(QueueGauges.GoodFor);

        Assert.Null(_meters.Look(Parses, "environment=a", "status=pending"));
        Assert.Null(_meters.Look("parseworker.database.size"));
        Assert.Equal(0, _meters.Look(Up));
    }

    public void Dispose()
    {
        _gauges.Dispose();
        _meters.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_gauges.ExecuteTask is null) await _gauges.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _meters.Look(Up) == 1;
        });
    }
}
