using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NSubstitute;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing.Tests.Storage;

public sealed class FetchTurnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly FetchTurn _turn = new(new SemaphoreSlim(1), NullLogger.Instance);

    [Fact]
    public async Task Fetch_TokenFiresWhileAnotherAsks_GivesUp()
    {
        using var stopped = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var asking = Task.Run(() => _turn.Fetch(
            _ =>
            {
                asked.Set();
                gate.Wait(CancellationToken.None);
                return Substitute.For<IFetchedJob>();
            },
            CancellationToken.None), Token);
        asked.Wait(Token);
        var waiting = Task.Run(() => _turn.Fetch(_ => throw new InvalidOperationException("It was not its turn."), stopped.Token), Token);

        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(StorageFixture.Soon, Token));
        gate.Set();
        await asking;
    }

    [Fact]
    public void Fetch_DatabaseIsAway_AsksAgainAndComplainsOnce()
    {
        var logger = Substitute.For<ILogger>();
        logger.IsEnabled(Arg.Any<LogLevel>()).Returns(true);
        var job = Substitute.For<IFetchedJob>();
        var answers = new Queue<Func<IFetchedJob>>([() => throw new NpgsqlException("away"), () => throw new NpgsqlException("away"), () => job]);

        var fetched = new FetchTurn(new SemaphoreSlim(1), logger).Fetch(_ => answers.Dequeue()(), CancellationToken.None);

        Assert.Same(job, fetched);
        Assert.Single(logger.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(ILogger.Log));
    }

    [Fact]
    public void Fetch_TokenFiresWhileTheDatabaseIsAway_GivesUp()
    {
        using var stopped = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _turn.Fetch(
            _ =>
            {
                stopped.Cancel();
                throw new NpgsqlException("away");
            },
            stopped.Token));
    }
}
