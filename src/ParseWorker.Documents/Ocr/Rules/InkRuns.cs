using ParseWorker.Documents.Images;

namespace ParseWorker.Documents.Ocr.Rules;

/// <summary>
/// The long stretches of a row of pixels that are darker than the paper above and below: what is left of an image that is opened by a
/// horizontal line (Serra 1982, mathematical morphology), without a threshold for all of it.
/// </summary>
internal sealed class InkRuns(GreyImage image, RuleSizes sizes)
{
    /// <summary>Levels that ink is darker by; paper's grain and a scanner's noise are below.</summary>
    private const int Contrast = 32;

    /// <summary>Share of a stretch's pixels that are ink.</summary>
    private const double Dense = 0.8;

    private readonly int[] _beside = sizes.Beside;

    /// <summary>Where they begin and end, from left to right.</summary>
    public void Of(int y, List<(int From, int To, int Ink)> runs)
    {
        runs.Clear();
        // At the image's edge there is no paper on one side: what is dark there is the scanner's lid.
        if (y < _beside[0] || y + _beside[0] >= image.Height) return;
        var row = image.Row(y);
        var (from, last, ink) = (-1, -1, 0);
        for (var x = 0; x <= row.Length; x++)
        {
            if (x < row.Length && !(row[x] < byte.MaxValue - Contrast && IsInk(x, y, row[x] + Contrast))) continue;
            if (from >= 0 && (x == row.Length || x - last > sizes.Gap + 1))
            {
                if (last + 1 - from >= sizes.ShortestRun && ink >= Dense * (last + 1 - from)) runs.Add((from, last + 1, ink));
                (from, ink) = (-1, 0);
            }
            if (from < 0) from = x;
            last = x;
            ink++;
        }
    }

    private bool IsInk(int x, int y, int paper) => HasPaper(x, y, -1, paper) && HasPaper(x, y, 1, paper);

    private bool HasPaper(int x, int y, int side, int paper)
    {
        foreach (var distance in _beside)
        {
            var at = y + side * distance;
            if (at < 0 || at >= image.Height) return false;
            if (image.Row(at)[x] >= paper) return true;
        }
        return false;
    }
}
