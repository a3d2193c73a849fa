using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rules;
using ParseWorker.Documents.Pdf.Runs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>Cuts rows where a gap is too wide for a space, and sets spaces where glyphs are apart.</summary>
internal static class FragmentBuilder
{
    /// <summary>A gap this wide, in em, is a space where the document sets one: it may be squeezed.</summary>
    private const double SetSpace = 0.04;

    /// <summary>Steps between glyphs that tell a pitch, and the share of them that are of one.</summary>
    private const int FewestSteps = 4;

    private const double MostSteps = 0.8;

    /// <summary>How far a step may miss the pitch, as a factor.</summary>
    private const double SamePitch = 1.02;

    /// <param name="rows">From left to right each.</param>
    /// <param name="vertical">The vertical rules of the page: text on both sides of one is never one fragment.</param>
    public static List<Fragment> Build(List<List<Glyph>> rows, IReadOnlyList<Ruling> vertical)
    {
        var spaces = PageSpaces.Of(rows);
        var (starts, gaps, gutters) = (new ColumnStarts(rows, spaces), new ColumnGaps(rows, spaces), new TextGutters(rows, spaces));
        var page = RightToLeft.Of(rows.ConvertAll(row => row.ConvertAll(glyph => glyph.Text)));
        var fragments = new List<Fragment>();
        for (var row = 0; row < rows.Count; row++)
        {
            var index = row;
            int[] header = [.. starts.HeaderStarts(rows[row], row), .. gaps.Figures(row)];
            var runs = RowRuns.Of(
                rows[row], spaces, left => starts.Has(left, index) || gaps.Has(left, index),
                (left, right) => gutters.Has(index, left, right), header)
                .SelectMany(run => Divided(run, vertical));
            fragments.AddRange(runs.Select(run => new Fragment(run, TextOf(run, page, spaces.NarrowestSpace))));
        }
        return fragments;
    }

    private static IEnumerable<List<Glyph>> Divided(List<Glyph> run, IReadOnlyList<Ruling> vertical)
    {
        var middle = run[0].Baseline + run[0].Size / 4;
        var cuts = vertical.Where(rule => rule.At > run[0].Box.Right && rule.At < run[^1].Box.Left
            && rule.Covers(middle, 0)).Select(rule => rule.At).Order();
        foreach (var cut in cuts)
        {
            var left = run.FindAll(glyph => glyph.Box.CenterX < cut);
            run = run.FindAll(glyph => glyph.Box.CenterX >= cut);
            if (left.Exists(glyph => !glyph.IsSpace)) yield return RowRuns.Trimmed(left);
        }
        while (run.Count > 0 && run[0].IsSpace) run.RemoveAt(0);
        if (run.Count > 0) yield return run;
    }

    private static string TextOf(List<Glyph> run, PageScript page, double space)
    {
        var parts = new FragmentText(run.Count + 16);
        var (spacing, pitch) = (CharacterSpacing(run), Pitch(run));
        Glyph? last = null;
        var afterSpace = false;
        foreach (var glyph in run)
        {
            if (glyph.IsSpace)
            {
                afterSpace = true;
                continue;
            }
            if (last is not null && (afterSpace || !IsNext(last, glyph, pitch))
                && ((afterSpace && !glyph.IsPainted) || IsApart(last, glyph, afterSpace ? SetSpace : space, spacing)))
            {
                parts.AddSpace();
            }

            parts.Add(glyph);
            last = glyph;
            afterSpace = false;
        }
        return parts.Read(page);
    }

    private static bool IsNext(Glyph left, Glyph right, double pitch) => right.Box.Left - left.Box.Left <= SamePitch * pitch;

    private static bool IsApart(Glyph left, Glyph right, double part, double spacing) =>
        right.Box.Left - left.Box.Right - spacing > part * Math.Max(left.Size, right.Size);

    /// <summary>
    /// The fixed advance of text that is set glyph by glyph regardless of width, as programs do that know no widths; zero if there is none.
    /// Glyphs whose width equals the advance are no evidence: most glyphs of a word may be of one width.
    /// </summary>
    private static double Pitch(List<Glyph> run)
    {
        var steps = new List<double>(run.Count);
        for (var at = 1; at < run.Count; at++)
            if (!run[at].IsSpace && !run[at - 1].IsSpace) steps.Add(run[at].Box.Left - run[at - 1].Box.Left);
        if (steps.Count < FewestSteps) return 0;
        steps.Sort();
        var median = steps[steps.Count / 2];
        var isPitch = steps.Count(IsSame) >= MostSteps * steps.Count
            && run.Count(glyph => !glyph.IsSpace && !IsSame(glyph.Box.Width)) * 2 > run.Count(glyph => !glyph.IsSpace);
        return isPitch ? median : 0;

        bool IsSame(double step) => Math.Abs(step - median) <= (SamePitch - 1) * median;
    }

    /// <summary>Extra space between all glyphs, as headings have it: the median gap, when it is wider than kerning.</summary>
    private static double CharacterSpacing(List<Glyph> run)
    {
        var gaps = new List<double>(run.Count);
        for (var at = 1; at < run.Count; at++)
            if (!run[at].IsSpace && !run[at - 1].IsSpace) gaps.Add(run[at].Box.Left - run[at - 1].Box.Right);
        if (gaps.Count < 3) return 0;
        gaps.Sort();
        var median = gaps[gaps.Count / 2];
        return median > 0.08 * run[0].Size ? median : 0;
    }
}
