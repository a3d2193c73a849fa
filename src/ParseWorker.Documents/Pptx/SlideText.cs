using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads the text of a shape: paragraphs, and lists where paragraphs have bullets, of their own or inherited.</summary>
internal sealed class SlideText
{
    /// <summary>Levels of a list; the standard has nine.</summary>
    private const int MaxLevel = 8;

    private readonly List<Block> _blocks = [];
    private readonly List<ListNesting.Entry> _points = [];
    private readonly int[] _numbers = new int[MaxLevel + 1];

    public static IReadOnlyList<Block> Read(TextBody text, OpenXmlElement shape, Placeholders placeholders, OpenXmlPart owner)
    {
        var reader = new SlideText();
        foreach (var paragraph in text.Elements<Drawing.Paragraph>())
            if (DrawingText.OfParagraph(paragraph, owner) is { Length: > 0 } line) reader.Add(line, paragraph, shape, placeholders);
        reader.EndList();
        return reader._blocks;
    }

    private void Add(string text, Drawing.Paragraph paragraph, OpenXmlElement shape, Placeholders placeholders)
    {
        var level = Math.Clamp(paragraph.ParagraphProperties?.Level?.Value ?? 0, 0, MaxLevel);
        switch (placeholders.Styles(shape, paragraph, level).Select(Bullet).FirstOrDefault(found => found is not null))
        {
            case Drawing.CharacterBullet or Drawing.PictureBullet:
                _numbers[level] = 0;
                AddPoint(level, "", text);
                break;
            case Drawing.AutoNumberedBullet number:
                AddPoint(level, Label(number, level), text);
                break;
            default:
                EndList();
                _blocks.Add(new Block.Paragraph(text));
                break;
        }
    }

    private static OpenXmlElement? Bullet(OpenXmlElement properties) =>
        properties.ChildElements.FirstOrDefault(
            child => child is Drawing.NoBullet or Drawing.CharacterBullet or Drawing.PictureBullet or Drawing.AutoNumberedBullet);

    private void AddPoint(int level, string label, string text)
    {
        Array.Clear(_numbers, level + 1, MaxLevel - level);
        _points.Add(new(level, label, text));
    }

    private string Label(Drawing.AutoNumberedBullet bullet, int level)
    {
        _numbers[level] = _numbers[level] == 0 ? Math.Max(1, bullet.StartAt?.Value ?? 1) : _numbers[level] + 1;
        return AutoNumber.Write(bullet.Type?.InnerText ?? "", _numbers[level]);
    }

    private void EndList()
    {
        if (_points.Count > 0) _blocks.Add(new Block.List(ListNesting.Nest(_points)));
        _points.Clear();
        Array.Clear(_numbers);
    }
}
