using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Retention;
using ParseWorker.Worker.Tests.Kit;
using RetentionPurger = ParseWorker.Worker.Retention.Purger;

namespace ParseWorker.Worker.Tests.Retention;

public sealed class PurgerTests : IDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly IRetentionStore _store = Substitute.For<IRetentionStore>();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();

    [Fact]
    public async Task Purge_WithDefaults_RemovesWhatWasDeletedOnly()
    {
        await Purger(new()).PurgeAsync(CancellationToken.None);

        await _store.Received(1).PurgeBlobsAsync(Arg.Any<CancellationToken>());
        await _store.Received(1).PurgeUploadsAsync(Arg.Any<CancellationToken>());
        await _store.Received(1).PurgeObjectsAsync(Arg.Any<CancellationToken>());
        await _store.DidNotReceiveWithAnyArgs().PurgeAsync(default, default, CancellationToken.None);
    }

    [Fact]
    public async Task Purge_OfWhatIsKeptForATime_GoesBeforeTheDocuments()
    {
        await Purger(new() { Parses = Week, IdempotencyKeys = TimeSpan.FromDays(1) }).PurgeAsync(CancellationToken.None);

        Received.InOrder(() =>
        {
            _store.PurgeAsync(RetainedKind.Parses, Week, Arg.Any<CancellationToken>());
            _store.PurgeAsync(RetainedKind.IdempotencyKeys, TimeSpan.FromDays(1), Arg.Any<CancellationToken>());
            _store.PurgeUploadsAsync(Arg.Any<CancellationToken>());
            _store.PurgeBlobsAsync(Arg.Any<CancellationToken>());
            _store.PurgeObjectsAsync(Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task Purge_OfABacklog_GoesOnUntilNothingIsLeft()
    {
        _store.PurgeBlobsAsync(CancellationToken.None).ReturnsForAnyArgs(
            new PurgedBatch(50, 50), new PurgedBatch(50, 50), new PurgedBatch(7, 7), default);

        await Purger(new()).PurgeAsync(CancellationToken.None);

        await _store.Received(4).PurgeBlobsAsync(Arg.Any<CancellationToken>());
        Assert.Contains("107", Assert.Single(_log.Texts(4601)), StringComparison.Ordinal);
    }

    // Every document that is stored is looked at once: that is nothing to tell.
    [Fact]
    public async Task Purge_OfDocumentsInUse_SaysNothing()
    {
        _store.PurgeBlobsAsync(CancellationToken.None).ReturnsForAnyArgs(new PurgedBatch(3, 0), default(PurgedBatch));

        await Purger(new()).PurgeAsync(CancellationToken.None);

        Assert.Empty(_log.Texts(4601));
    }

    [Fact]
    public async Task Start_WithMoreThanARoundTakes_GoesOnAtOnce()
    {
        var calls = 0;
        _store.PurgeUploadsAsync(CancellationToken.None).ReturnsForAnyArgs(_ => ++calls > 250 ? 0 : 1);
        using var purger = Purger(new());

        await purger.StartAsync(CancellationToken.None);

        await Eventually.IsTrueAsync(() => calls == 251);
        await purger.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Purge_OfAnEndlessBacklog_LetsTheOthersHaveTheirTurn()
    {
        _store.PurgeUploadsAsync(CancellationToken.None).ReturnsForAnyArgs(1);

        await Purger(new()).PurgeAsync(CancellationToken.None);

        await _store.Received(RetentionPurger.MostBatches).PurgeUploadsAsync(Arg.Any<CancellationToken>());
        await _store.Received(1).PurgeBlobsAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Purge_ThatFails_IsLoggedAndTheOthersGoOn()
    {
        _store.PurgeUploadsAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException());

        await Purger(new()).PurgeAsync(CancellationToken.None);

        Assert.Equal(1, _log.Count(4602));
        await _store.Received(1).PurgeBlobsAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Start_ThenTenSeconds_PurgesAgain()
    {
        using var purger = Purger(new());
        await purger.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => Rounds() == 1);

        _time.Advance(RetentionPurger.Interval);

        await Eventually.IsTrueAsync(() => Rounds() == 2);
        await purger.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _log.Dispose();

    private int Rounds() => _store.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IRetentionStore.PurgeBlobsAsync));

    private RetentionPurger Purger(RetentionOptions options) => new(_store, Options.Create(options), _time, _log.For<RetentionPurger>());
}
