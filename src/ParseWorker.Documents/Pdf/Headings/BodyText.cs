using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>What most of a page is set in; headings are recognised by how they differ from it.</summary>
/// <param name="Size">In points.</param>
/// <param name="Bold">Whether even that is bold.</param>
internal sealed record BodyText(double Size, bool Bold)
{
    public static BodyText Of(IReadOnlyCollection<Fragment> fragments)
    {
        if (fragments.Count == 0) return new(10, false);
        var size = fragments.GroupBy(fragment => Math.Round(fragment.Size * 2) / 2).MaxBy(group => group
            .Sum(fragment => fragment.GlyphCount))!.Key;
        var body = fragments.Where(fragment => Math.Abs(fragment.Size - size) < 0.6).ToList();
        return new(size, body.Sum(fragment => fragment.Bold ? fragment.GlyphCount : 0) * 2 > body.Sum(fragment => fragment.GlyphCount));
    }
}
