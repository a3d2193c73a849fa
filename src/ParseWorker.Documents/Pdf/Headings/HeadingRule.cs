using System.Text.RegularExpressions;
using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>Tells headings from text by how they are set: larger than the body, or bold and short.</summary>
internal sealed partial class HeadingRule
{
    /// <summary>A size this much above the body's is a heading's.</summary>
    private const double Larger = 1.13;

    /// <summary>Up to here a line that begins in lower case is part of a paragraph; from here on it may be a title.</summary>
    private const double MuchLarger = 1.5;

    /// <summary>A gap within a line, in em, that no title has.</summary>
    private const double WideGap = 4;

    private const int MaxLines = 4;
    private const int MaxCharacters = 200;
    private const int MaxBoldCharacters = 120;

    private readonly HeadingScale? _scale;
    private readonly BodyText _body;
    private readonly double _bodySize;
    private readonly List<double> _ranks;
    private readonly HashSet<PageParagraph> _plain;

    /// <param name="text">What stands on the page.</param>
    /// <param name="scale">What headings look like in its document; null to tell it from the page.</param>
    public HeadingRule(ArrangedText text, HeadingScale? scale)
    {
        _scale = scale;
        _body = scale?.BodyOf(text) ?? text.Body;
        _bodySize = Math.Max(_body.Size, scale?.BodySize ?? 0);
        var paragraphs = text.Paragraphs;
        _plain = new([.. ContentsTitle.Among(paragraphs), .. PlainHeading.Among(paragraphs)], ReferenceEqualityComparer.Instance);
        Headings = [.. paragraphs.Where(IsLarger)];
        Shallowest = paragraphs.Where(IsSmall).Select(heading => SectionNumber.DepthOf(heading.Text)).Where(depth => depth > 0)
            .DefaultIfEmpty().Min();
        _ranks = [.. Headings.Select(heading => Math.Round(heading.Size)).Distinct().OrderDescending()];
    }

    /// <summary>Those that are larger than the body, in reading order.</summary>
    public IReadOnlyList<PageParagraph> Headings { get; }

    /// <summary>The fewest numbers that a heading of the body's size starts with; 0 where none does.</summary>
    public int Shallowest { get; }

    /// <summary>
    /// 1 to 6 by the rank of the size among the document's headings, bold ones of the body's size below them all; 0 for text.
    /// </summary>
    public int LevelOf(PageParagraph paragraph)
    {
        if (paragraph.Level is { } told) return told;
        if (IsLarger(paragraph)) return Math.Min(6, _scale?.LevelOf(paragraph.Size) ?? _ranks.IndexOf(Math.Round(paragraph.Size)) + 1);
        return IsSmall(paragraph) ? Math.Min(6, (_scale?.Lowest ?? _ranks.Count + 1) + StepsDown(paragraph)) : 0;
    }

    /// <summary>Sections numbered one below the other have no sizes to tell them apart.</summary>
    private int StepsDown(PageParagraph paragraph) =>
        SectionNumber.DepthOf(paragraph.Text) is > 0 and var depth ? Math.Max(0, depth - Math.Max(1, _scale?.Shallowest ?? Shallowest)) : 0;

    private bool IsSmall(PageParagraph paragraph) => IsBold(paragraph) || _plain.Contains(paragraph);

    private bool IsLarger(PageParagraph paragraph) =>
        paragraph.Size >= Larger * _bodySize && paragraph.Lines.Count <= MaxLines && IsTitle(paragraph, MaxCharacters)
            && !IsSentence(paragraph);

    private bool IsBold(PageParagraph paragraph) =>
        paragraph.Bold && !_body.Bold && paragraph.Size >= 0.95 * _body.Size && paragraph.Lines.Count <= 2
        && IsTitle(paragraph, MaxBoldCharacters) && paragraph.Text[^1] is not ('.' or ',' or ';');

    /// <summary>Three lines up to a full stop are text in large type: a note, a quotation.</summary>
    private static bool IsSentence(PageParagraph paragraph) => paragraph.Lines.Count > 2 && paragraph.Text[^1] == '.';

    private bool IsTitle(PageParagraph paragraph, int most)
    {
        var text = paragraph.Text;
        return text.Length <= most && text.Any(char.IsLetter) && !Caption().IsMatch(text) && !LeaderLine.Is(text)
            && (!char.IsLower(text[0]) || paragraph.Size >= MuchLarger * _bodySize)
            && !paragraph.Lines.Any(HasWideGap);
    }

    /// <summary>running headers put the book's name on one side and the chapter's on the other.</summary>
    private static bool HasWideGap(Line line) =>
        line.Fragments.Zip(line.Fragments.Skip(1)).Any(pair => pair.Second.Box.Left - pair.First.Box.Right > WideGap * line.Size);

    [GeneratedRegex(@"^((figure|fig\.|table|exhibit)s?\b(.{0,4}\d|\s*:)|(source|note)s?\s*:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Caption();
}
