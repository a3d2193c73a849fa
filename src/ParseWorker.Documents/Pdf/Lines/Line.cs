using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Lines;

/// <summary>A line of one column.</summary>
internal sealed class Line
{
    public Line(IReadOnlyList<Fragment> fragments)
    {
        Fragments = fragments;
        Box = Box.Around(fragments.Select(fragment => fragment.Box));
        var main = fragments.MaxBy(fragment => fragment.GlyphCount)!;
        Size = main.Size;
        Baseline = main.Baseline;
        Bold = fragments.All(fragment => fragment.Bold);
        var text = string.Join(' ', fragments.Select(fragment => fragment.Text));
        Text = RightToLeft.Is(text) ? string.Join(' ', fragments.Reverse().Select(fragment => fragment.Text)) : text;
    }

    /// <summary>From left to right.</summary>
    public IReadOnlyList<Fragment> Fragments { get; }

    public Box Box { get; }

    public double Size { get; }

    public double Baseline { get; }

    public bool Bold { get; }

    public string Text { get; }
}
