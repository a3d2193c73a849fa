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
