using ParseWorker.Core.Storage;

namespace ParseWorker.Core.Tests.Parses;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("plain ä 😀", "plain ä 😀")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("half <high> of a pair", "half \uFFFD of a pair")]
    [InlineData("<low><high>", "\uFFFD\uFFFD")]
    public void Of_Text_HasOnlyWhatCanBeStored(string text, string storable) => Assert.Equal(
        storable,
        StorableText.Of(text.Replace("<high>", "\uD83D", StringComparison.Ordinal).Replace("<low>", "\uDE00", StringComparison.Ordinal)));

    [Fact]
    public void Of_StorableText_IsTheSameInstance()
    {
        var text = "as it is";
        Assert.Same(text, StorableText.Of(text));
    }
}
