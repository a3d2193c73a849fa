using ParseWorker.Api.Parameters;

namespace ParseWorker.Api.Tests.Parameters;

public sealed class PreferWaitTests
{
    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("WAIT = 5", 5)]
    [InlineData("wait=\"5\"", 5)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=61", 60)]
    [InlineData("return=minimal, wait=7; foo=bar", 7)]
    [InlineData("wait=3, wait=9", 3)]
    [InlineData("wait=-1", null)]
    [InlineData("wait=soon", null)]
    [InlineData("wait=99999999999999999999", null)]
    [InlineData("wait", null)]
    [InlineData("respond-async", null)]
    [InlineData("", null)]
    public void Read_Header_GivesWhatIsPreferred(string header, int? seconds) =>
        Assert.Equal(seconds, PreferWait.Read([header])?.TotalSeconds);

    [Fact]
    public void Read_SeveralHeaders_LooksAtAll() => Assert.Equal(4, PreferWait.Read(["respond-async", "wait=4"])?.TotalSeconds);
}
