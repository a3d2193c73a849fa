using ParseWorker.Documents.Tests.Images;
using ParseWorker.Testing.Documents;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

/// <summary>Made scans in languages whose characters bear marks, read with the Tesseract that is installed.</summary>
[Trait("Needs", "Ocr")]
public sealed class MarkedScanTests
{
    /// <summary>Every image is read twice, whatever it seems to be.</summary>
    private const string Every = "Latin+eng";

    private const string German =
        "Die Schlüssel für Keller und Dachboden\nhändigt die Hausverwaltung gegen Quittung aus.\nDie Wände sind weiß zu streichen, "
        + "Löcher zu schließen.";

    private const string French =
        "Les travaux de façade coûteront près de mille euros.\nPlusieurs fenêtres ont été abîmées par la grêle,\net le maître d'œuvre a "
        + "présenté l'état des lieux à Noël.";

    private const string Polish =
        "Wynagrodzenie jest płatne do dziesiątego dnia miesiąca.\nOpóźnienie w zapłacie powoduje naliczenie odsetek.\nProszę też "
        + "dołączyć zaświadczenie z urzędu.";

    private const string Spanish =
        "La señora Begoña Muñoz explicó por qué la cuota subió.\nEl jardín pequeño necesita más agua en otoño,\ny las cigüeñas volverán "
        + "con los niños del año próximo.";

    private const string Swedish =
        "Mötet öppnades klockan nitton av ordföranden,\nsom hälsade alla välkomna till den nya lokalen.\nBryggorna måste lagas efter "
        + "höstens svåra stormar.";

    private const string Danish =
        "Børnene havde malet bænkene blå og grønne.\nMødet sluttede klokken ti, hvorefter der blev serveret\nsmørrebrød, øl og kage med "
        + "fløde på fælles regning.";

    [Theory]
    [InlineData(German)]
    [InlineData(French)]
    [InlineData(Polish)]
    [InlineData(Spanish)]
    [InlineData(Swedish)]
    [InlineData(Danish)]
    public async Task Read_ScanOfMarkedLetters_HasTheirMarks(string text)
    {
        using var image = TestImage.Set(text);
        AssertMarks(text, await ReadAsync(image, TestOcr.Marked));
    }

    [Fact]
    public async Task Read_LanguageThatIsSet_IsReadWithoutEvidenceOfIt()
    {
        // No word that all its texts have, and no character that the recogniser knows.
        const string text = "Begoña Muñoz";
        using var image = TestImage.Set(text);
        Assert.Equal(text, OneLine(await ReadAsync(image, TestOcr.Marked with { OcrLanguages = Every })));
    }

    [Fact]
    public async Task Read_SkewedScan_HasItsMarks()
    {
        using var image = TestImage.Set(German);
        using var skewed = image.Turned(3);
        AssertMarks(German, await ReadAsync(skewed, TestOcr.Marked));
    }

    [Fact]
    public async Task Read_TableOfAmounts_KeepsItsAmountsAndColumns()
    {
        string[] rows =
        [
            "Größe         Menge        Übertrag",
            "10,50         48.250       1.048,25",
            "11,50         39.125       2.096,50",
            "12,50         17.375       4.193,00",
        ];
        using var image = TestImage.Set(string.Join('\n', rows), TestFont.Mono);
        var once = await ReadAsync(image, TestOcr.On);
        var twice = await ReadAsync(image, TestOcr.Marked with { OcrLanguages = Every });
        Assert.Equal(once.Replace("GroBe", "Größe", StringComparison.Ordinal)
            .Replace("Ubertrag", "Übertrag", StringComparison.Ordinal), twice);
        Assert.Contains("Übertrag", twice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_EnglishScan_IsTheSameWithAndWithout()
    {
        using var image = TestImage.Set(TestImage.Letter);
        Assert.Equal(await ReadAsync(image, TestOcr.On), await ReadAsync(image, TestOcr.Marked));
    }

    private static async Task<string> ReadAsync(SKBitmap image, ReadOptions options) =>
        Assert.Single(await Parsed.TextsAsync(image.Encoded(), "a.png", options: options));

    /// <summary>One character in a hundred may be wrong; without their marks, one in twenty is.</summary>
    private static void AssertMarks(string written, string read) =>
        Accuracy.AssertReached(read.Replace("#", "", StringComparison.Ordinal), written, characters: 0.99, words: 0.95);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
