using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Tests.Errors;

public sealed class ReasonsTests
{
    [Fact]
    public void Of_InnerExceptions_SaysThemAfterColons()
    {
        var exception = new InvalidOperationException(
            "Exception while performing SSL handshake.", new IOException("It was cut off", new TimeoutException("Nothing came.")));

        Assert.Equal("Exception while performing SSL handshake: It was cut off: Nothing came.", Reasons.Of(exception));
    }

    [Fact]
    public void Of_AnInnerExceptionThatIsSaidAlready_SaysItOnce()
    {
        var exception = new InvalidOperationException("Migration 1 failed: no such table", new IOException("no such table"));

        Assert.Equal("Migration 1 failed: no such table", Reasons.Of(exception));
    }

    [Fact]
    public void Of_SeveralServers_SaysWhatEachAnswered()
    {
        var exception = new InvalidOperationException("No suitable host.", new AggregateException(
            new IOException("a is down"), new IOException("b is down"), new IOException("b is down")));

        Assert.Equal("No suitable host: a is down; b is down", Reasons.Of(exception));
    }
}
