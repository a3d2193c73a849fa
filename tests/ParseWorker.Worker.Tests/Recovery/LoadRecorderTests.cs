using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Operators;
using ParseWorker.Testing;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

public sealed class LoadRecorderTests
{
    private static readonly ParseLoad Load = new(1, 2, 3, 0, null);

    [Fact]
    public async Task Run_EveryInterval_RecordsTheLoadAndOutlivesAFailure()
    {
        var (history, queries) = (Substitute.For<ILoadHistory>(), Substitute.For<IOperatorQueries>());
        var time = new FakeTimeProvider();
        using var log = new RecordedLog();
        using var recorder = new LoadRecorder(history, queries, time, log.For<LoadRecorder>());
        queries.ReadLoadAsync(CancellationToken.None).ReturnsForAnyArgs(Load);
        history.RecordAsync(default!, CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test's database is down."));
        await recorder.StartAsync(CancellationToken.None);

        // Again and again: the service may not have set its timer yet.
        await Eventually.IsTrueAsync(() =>
        {
            time.Advance(LoadRecorder.Interval);
            return log.Count(4326) >= 2;
        });

        await recorder.StopAsync(CancellationToken.None);
        Assert.All(history.ReceivedCalls(), call => Assert.Equal(Load, call.GetArguments()[0]));
    }
}
