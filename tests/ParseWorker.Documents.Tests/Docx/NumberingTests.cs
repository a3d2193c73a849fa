using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

public sealed class NumberingTests
{
    [Fact]
    public async Task Read_ListThatSaysWhereItStarts_RestartsThere() =>
        Assert.Equal("1. a\n2. b\n1. c\n2. d",
            await TextAsync([Instance(1), Instance(2, (0, 1))], [(1, 0, "a"), (1, 0, "b"), (2, 0, "c"), (2, 0, "d")]));

    [Fact]
    public async Task Read_ListOfTheSameDefinition_GoesOn() =>
        Assert.Equal("1. a\n2. b\n3. c", await TextAsync([Instance(1), Instance(2)], [(1, 0, "a"), (2, 0, "b"), (1, 0, "c")]));

    [Fact]
    public async Task Read_ListThatRestartedBefore_GoesOnWhenItIsTakenUp() =>
        Assert.Equal("1. a\n5. b\n6. c\n7. d",
            await TextAsync([Instance(1), Instance(2, (0, 5))], [(1, 0, "a"), (2, 0, "b"), (1, 0, "c"), (2, 0, "d")]));

    [Fact]
    public async Task Read_LowerLevelThatSaysWhereItStarts_LeavesTheHigherAlone() =>
        Assert.Equal("1. a\n   1. b\n   2. c\n2. d\n   4. e\n   5. f", await TextAsync(
            [Instance(1), Instance(2, (1, 4))],
            [(1, 0, "a"), (1, 1, "b"), (1, 1, "c"), (2, 0, "d"), (2, 1, "e"), (2, 1, "f")]));

    [Fact]
    public async Task Read_DefinitionThatNamesAStyle_IsTheStyles()
    {
        var docx = SampleDocx.Make(document =>
        {
            var main = document.MainDocumentPart!;
            var ofStyle = new StyleParagraphProperties(new NumberingProperties(new NumberingId { Val = 2 }));
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Bullets" }, ofStyle) { Type = StyleValues.Numbering, StyleId = "B" });
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new NumberingStyleLink { Val = "B" }) { AbstractNumberId = 1 },
                new AbstractNum(new StyleLink { Val = "B" }, Level(0, NumberFormatValues.Bullet, "·")) { AbstractNumberId = 2 },
                Instance(1, of: 1),
                Instance(2, of: 2));
            main.Document!.Body!.Append(Point(1, 0, "a"), Point(1, 0, "b"));
        });
        Assert.Equal(["- a\n- b"], await Parsed.TextsAsync(docx, "a.docx"));
    }

    private static async Task<string> TextAsync(NumberingInstance[] instances, (int Id, int Level, string Text)[] points)
    {
        var docx = SampleDocx.Make(document =>
        {
            OpenXmlElement definition = new AbstractNum(Level(0, NumberFormatValues.Decimal, "%1."),
                Level(1, NumberFormatValues.Decimal, "%2."))
            {
                AbstractNumberId = 1,
            };
            document.MainDocumentPart!.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering([definition, .. instances]);
            document.MainDocumentPart.Document!.Body!.Append(points.Select(point => Point(point.Id, point.Level, point.Text)));
        });
        return Assert.Single(await Parsed.TextsAsync(docx, "a.docx"));
    }

    private static NumberingInstance Instance(int id, int of) => new(new AbstractNumId { Val = of }) { NumberID = id };

    private static NumberingInstance Instance(int id, params (int Level, int Start)[] starts)
    {
        var instance = Instance(id, of: 1);
        instance.Append(
            starts.Select(start => new LevelOverride(new StartOverrideNumberingValue { Val = start.Start }) { LevelIndex = start.Level }));
        return instance;
    }

    private static Level Level(int index, NumberFormatValues format, string text) =>
        new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = index };

    private static Paragraph Point(int list, int level, string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })),
        new Run(new DocumentFormat.OpenXml.Wordprocessing.Text(text)));
}
