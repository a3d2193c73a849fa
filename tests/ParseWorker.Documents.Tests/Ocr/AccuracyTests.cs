namespace ParseWorker.Documents.Tests.Ocr;

public sealed class AccuracyTests
{
    [Theory]
    [InlineData("two pilots and a boat", "two  pilots\nand a boat", 1, 1)]
    [InlineData("two pi1ots and a boat", "two pilots and a boat", 20d / 21, 4d / 5)]
    [InlineData("twopilots and a boat", "two pilots and a boat", 20d / 21, 3d / 5)]
    [InlineData("", "two pilots and a boat", 0, 0)]
    [InlineData("two pilots and a boat, too", "two pilots and a boat", 16d / 21, 3d / 5)]
    public void Of_Reading_CountsWhatMustBeEdited(string read, string written, double characters, double words)
    {
        var accuracy = Accuracy.Of(read, written);
        Assert.Equal(characters, accuracy.Characters, 1e-9);
        Assert.Equal(words, accuracy.Words, 1e-9);
    }
}
