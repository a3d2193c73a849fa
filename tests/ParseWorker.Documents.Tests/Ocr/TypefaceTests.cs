using ParseWorker.Documents.Tests.Images;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Ocr;

/// <summary>Scans in several typefaces: what OCR reaches on a clean page must not hang on how its characters are drawn.</summary>
[Trait("Needs", "Ocr")]
public sealed class TypefaceTests
{
    private const string Text =
        "Minutes of the harbour council, 14 March 2019\n\n"
        + "The harbour was closed for nine days because of the heavy storm;\n"
        + "repairs of the quay cost 48,250 pounds in all, of which the county\n"
        + "pays one half. Seven members voted for it, two against (Mr. Vane\n"
        + "and Mrs. Quill), and nobody abstained.\n\n"
        + "The ferry to Saltmouth leaves at 6:40, 12:15 and 19:05. A ticket is\n"
        + "3.20 for adults and 1.60 for children; bicycles go free of charge.";

    public static TheoryData<string, double, double> Scans =>
        [.. TestFont.Typefaces.SelectMany(font => new TheoryDataRow<string, double, double>[]
    {
        new(font.Name, 144, 11),
        new(font.Name, 200, 9),
    })];

    [Theory, MemberData(nameof(Scans))]
    public async Task Read_ScanInATypeface_IsAsAccurateAsInAnyOther(string typeface, double dpi, double size)
    {
        var font = TestFont.Typefaces.Single(font => font.Name == typeface);
        using var image = TestImage.Of(Text, dpi, size, font);
        var read = Assert.Single(await Parsed.TextsAsync(image.Encoded(), "a.png", options: TestOcr.On));
        Accuracy.AssertReached(read.Replace("#", "", StringComparison.Ordinal), Text);
    }
}
