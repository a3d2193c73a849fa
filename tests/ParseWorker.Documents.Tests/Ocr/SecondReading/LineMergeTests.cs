using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.SecondReading;

namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

public sealed class LineMergeTests
{
    [Theory]
    [InlineData("Grosse Fusse", "Größe Füße", "Größe Füße")]
    [InlineData("SchloBstraBe in Koln", "Schloßstraße in Köln", "Schloßstraße in Köln")]
    [InlineData("asmallsurplus here", "a small surplus here", "a small surplus here")]
    [InlineData("Dia Mundial", "æ Día Mundial |", "Día Mundial")]
    [InlineData("zQuien aprob6 el gasto", "¿Quién aprobó el gasto", "¿Quién aprobó el gasto")]
    public void Merge_ReadingsAgree_WordsAreTaken(string first, string second, string merged) =>
        Assert.Equal(merged, Merged(first, second));

    [Theory]
    [InlineData("Summe 48,250 Euro", "Sümme 48,Z50 Euro", "Sümme 48,250 Euro")]
    [InlineData("Konto DE12ABCD hier", "Könto DE13ABCD hier", "Könto DE12ABCD hier")]
    [InlineData("vom 12.5. bis zum", "vöm 12.6. bis zum", "vöm 12.5. bis zum")]
    [InlineData("Name Müller und Sohn", "Name Xyzzyq und Sohn", "Name Müller und Sohn")]
    public void Merge_AmountsAndWordsThatDiffer_AreKept(string first, string second, string merged) =>
        Assert.Equal(merged, Merged(first, second));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("quite another line of text")]
    [InlineData("Die Häuser der Stadt and then much more than could ever have been read there")]
    public void Merge_AnotherLine_IsKept(string second) => Assert.Equal("Die Hauser der Stadt", Merged("Die Hauser der Stadt", second));

    [Fact]
    public void Merge_LetterForLetter_KeepsPlacesAndScores()
    {
        var line = Line("fur uns");
        var merged = LineMerge.Merge(line, "für uns");
        Assert.Equal("für uns", merged.Text);
        Assert.Equal(line.Characters.Select(character => character with { Text = "" }),
            merged.Characters.Select(character => character with { Text = "" }));
    }

    [Fact]
    public void Merge_MoreLetters_ShareTheRoomOfTheirWord()
    {
        var merged = LineMerge.Merge(Line("in Strase"), "in Straße").Characters;
        Assert.Equal((0.0, 1.0), (merged[0].From, merged[^1].To));
        Assert.All(merged.Zip(merged.Skip(1)),
            pair => Assert.True(pair.First.From < pair.First.To && pair.First.To <= pair.Second.From + 1e-9));
    }

    private static string Merged(string first, string second) => LineMerge.Merge(Line(first), second).Text;

    private static RecognizedLine Line(string text) =>
        new(default,
            [.. text.Select((character, at) =>
                new RecognizedCharacter(character.ToString(), at / (double)text.Length, (at + 1) / (double)text.Length, 0.9f))]);
}
