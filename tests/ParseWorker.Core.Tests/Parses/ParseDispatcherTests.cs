using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;
using ParseWorker.Testing;

namespace ParseWorker.Core.Tests.Parses;

public sealed class ParseDispatcherTests : IDisposable
{
    private readonly IParseStore _store = Substitute.For<IParseStore>();
    private readonly IParseQueue _queue = Substitute.For<IParseQueue>();
    private readonly TestMeters _meters = new();
    private readonly List<QueuedParse> _parses =
        [.. Enumerable.Range(0, 3).Select(n => new QueuedParse(ParseId.New(DateTimeOffset.UnixEpoch.AddMilliseconds(n)), 0, "test"))];

    private ParseDispatcher Dispatcher =>
        new(_store, _queue, new AdmissionMetrics(_meters, TimeProvider.System), NullLogger<ParseDispatcher>.Instance);

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task Admit_OfParses_EnqueuesEachAndRemembersItsJob()
    {
        _store.AdmitAsync("test", Arg.Any<CancellationToken>()).Returns(_parses);
        foreach (var parse in _parses) _queue.Enqueue(parse).Returns($"job of {parse.Id}");

        await Dispatcher.AdmitAsync("test", CancellationToken.None);

        foreach (var parse in _parses) await _store.Received(1).RecordJobAsync(parse, $"job of {parse.Id}", CancellationToken.None);
    }

    [Fact]
    public async Task Enqueue_OfOneThatFails_GoesOnWithTheOthers()
    {
        _queue.Enqueue(_parses[0]).Throws(new InvalidOperationException("Hangfire is away."));
        _store.RecordJobAsync(_parses[1], Arg.Any<string>(), Arg.Any<CancellationToken>()).ThrowsAsync(new TimeoutException());

        await Dispatcher.EnqueueAsync(_parses);

        _queue.Received(2).Enqueue(_parses[0]);
        foreach (var parse in _parses.Skip(1)) _queue.Received(1).Enqueue(parse);
        await _store.DidNotReceive().RecordJobAsync(_parses[0], Arg.Any<string>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Enqueue_ThatFailsOnce_IsRepeatedAtOnce()
    {
        _queue.Enqueue(_parses[0]).Returns(_ => throw new TimeoutException(), _ => "2");

        await Dispatcher.EnqueueAsync(_parses);

        await _store.Received(1).RecordJobAsync(_parses[0], "2", CancellationToken.None);
    }

    [Fact]
    public async Task Admit_ThatFails_LeavesItToTheSweeper()
    {
        _store.AdmitAsync(null, Arg.Any<CancellationToken>()).ThrowsAsync(new TimeoutException());

        await Dispatcher.AdmitAsync(null, CancellationToken.None);

        _queue.DidNotReceive().Enqueue(Arg.Any<QueuedParse>());
    }

    [Fact]
    public async Task Admit_WhoseCallerLeaves_SaysSo()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        _store.AdmitAsync(null, source.Token).ThrowsAsync(new OperationCanceledException(source.Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatcher.AdmitAsync(null, source.Token));
    }

    [Fact]
    public async Task Admit_CancelledByNobody_IsAFailureLikeAnyOther()
    {
        _store.AdmitAsync(null, Arg.Any<CancellationToken>()).ThrowsAsync(new OperationCanceledException());

        await Dispatcher.AdmitAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task Admit_WhoseCallerLeavesAfterwards_StillEnqueues()
    {
        using var source = new CancellationTokenSource();
        _store.AdmitAsync(null, source.Token).Returns(_parses).AndDoes(_ => source.Cancel());

        await Dispatcher.AdmitAsync(null, source.Token);

        foreach (var parse in _parses) _queue.Received(1).Enqueue(parse);
    }
}
