using ParseWorker.Documents.Pdf.Characters;

namespace ParseWorker.Documents.Tests.Pdf.Characters;

public sealed class LeaderLineTests
{
    /// <summary>Far more than it takes; from every dot on it would be minutes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("First chapter ............ 3", true)]
    [InlineData("First chapter . . . . . . 312", true)]
    [InlineData("Preface....xiv", true)]
    [InlineData("First chapter …… 12", true)]
    [InlineData("and so on ... 3", false)]
    [InlineData("First chapter ............ 3 pages", false)]
    public void Is_LineOfDots_NeedsAPageNumberAfterThem(string line, bool isEntry) => Assert.Equal(isEntry, LeaderLine.Is(line));

    [Theory]
    [InlineData('.')]
    [InlineData(' ')]
    [InlineData('…')]
    public async Task Is_HundredsOfThousandsOfThem_AreLookedAtOnce(char symbol) =>
        Assert.False(await Task.Run(() => LeaderLine.Is($"{new string(symbol, 500_000)}x5"))
            .WaitAsync(Deadline, TestContext.Current.CancellationToken));
}
