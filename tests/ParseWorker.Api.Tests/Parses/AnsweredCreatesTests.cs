using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Tests.Parses;

public sealed class AnsweredCreatesTests
{
    private readonly IParseStore _store = Substitute.For<IParseStore>();

    [Fact]
    public async Task Settle_WhileAClientThatWentAwayIsNoted_WaitsForTheNote()
    {
        var note = new TaskCompletionSource();
        _store.AbandonCreateAsync(default, CancellationToken.None).ReturnsForAnyArgs(note.Task);
        var creates = new AnsweredCreates(_store, NullLogger<AnsweredCreates>.Instance);
        using var client = new CancellationTokenSource();
        creates.MarkWhenSent(new DefaultHttpContext { RequestAborted = client.Token }, ParseId.New(DateTimeOffset.UnixEpoch));
        Assert.True(creates.SettleAsync().IsCompletedSuccessfully);

        await client.CancelAsync();
        var settled = creates.SettleAsync();

        Assert.False(settled.IsCompleted);
        note.SetResult();
        await settled;
        Assert.True(creates.SettleAsync().IsCompletedSuccessfully);
    }

    /// <summary>The database was away when creates failed that it had recorded: their retries made a second parse.</summary>
    [Fact]
    public async Task Settle_NoteFailedWhileTheDatabaseWasAway_NotesItBeforeTheRetry()
    {
        var (lost, taken) = (ParseId.New(DateTimeOffset.UnixEpoch), ParseId.New(DateTimeOffset.UnixEpoch.AddSeconds(1)));
        var creates = new AnsweredCreates(_store, NullLogger<AnsweredCreates>.Instance);
        _store.AbandonCreateAsync(default, CancellationToken.None).ReturnsForAnyArgs(Task.FromException(new IOException("away")));
        foreach (var id in (ParseId[])[lost, taken])
            await Assert.ThrowsAsync<IOException>(() => creates.AbandonOnFailureAsync<bool>(
                new DefaultHttpContext(), id, () => throw new IOException("The reply to the create was lost.")));
        await creates.SettleAsync();
        creates.Forget(taken);
        _store.ClearReceivedCalls();
        var note = new TaskCompletionSource();
        _store.AbandonCreateAsync(default, CancellationToken.None).ReturnsForAnyArgs(note.Task);

        Task[] settled = [creates.SettleAsync(), creates.SettleAsync()];

        Assert.All(settled, one => Assert.False(one.IsCompleted));
        note.SetResult();
        await Task.WhenAll(settled);
        await creates.SettleAsync();
        await _store.Received(1).AbandonCreateAsync(lost, Arg.Any<CancellationToken>());
        await _store.DidNotReceive().AbandonCreateAsync(taken, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Settle_AfterANoteThatFailed_DoesNotThrow()
    {
        _store.AbandonCreateAsync(default, CancellationToken.None).ReturnsForAnyArgs(Task.FromException(new IOException("lost")));
        var creates = new AnsweredCreates(_store, NullLogger<AnsweredCreates>.Instance);
        using var client = new CancellationTokenSource();
        creates.MarkWhenSent(new DefaultHttpContext { RequestAborted = client.Token }, ParseId.New(DateTimeOffset.UnixEpoch));

        await client.CancelAsync();

        await creates.SettleAsync();
    }
}
