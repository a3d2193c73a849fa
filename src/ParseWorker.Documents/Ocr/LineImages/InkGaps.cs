namespace ParseWorker.Documents.Ocr.LineImages;

/// <summary>
/// Where a line's image has no ink between its characters: the recogniser tells characters' middles only, and swallows spaces.
/// </summary>
internal sealed class InkGaps
{
    /// <summary>Share of the contrast from which on a pixel is ink.</summary>
    private const double Contrast = 0.4;

    /// <summary>Rows at the edges belong to the lines above and below.</summary>
    private const int Margin = 5;

    private readonly bool[] _ink;

    /// <param name="brightness">Of the line's image, row by row.</param>
    public InkGaps(ReadOnlySpan<byte> brightness)
    {
        var width = brightness.Length / LineImage.Height;
        _ink = new bool[width];
        var ground = Median(brightness);
        var least = Contrast * Deviation(brightness, ground);
        for (var x = 0; x < width; x++)
        {
            var dark = 0;
            for (var y = Margin; y < LineImage.Height - Margin; y++)
                if (Math.Abs(brightness[y * width + x] - ground) > least) dark++;
            _ink[x] = dark > 1;
        }
    }

    /// <summary>The longest stretch without ink between two columns.</summary>
    public (int From, int To) Longest(double from, double to)
    {
        var (start, end) = (Math.Clamp((int)from, 0, _ink.Length), Math.Clamp((int)Math.Ceiling(to), 0, _ink.Length));
        (int From, int To) best = (0, 0);
        for (var x = start; x < end; x++)
        {
            if (_ink[x]) continue;
            var first = x;
            while (x < end && !_ink[x]) x++;
            if (x - first > best.To - best.From) best = (first, x);
        }
        return best;
    }

    /// <summary>The paper: most of a line's image is ground.</summary>
    private static int Median(ReadOnlySpan<byte> brightness)
    {
        Span<int> histogram = stackalloc int[256];
        foreach (var value in brightness) histogram[value]++;
        var (sum, median) = (0, 0);
        while ((sum += histogram[median]) * 2 < brightness.Length) median++;
        return median;
    }

    /// <summary>How far the ink is from the ground: the 98th percentile.</summary>
    private static int Deviation(ReadOnlySpan<byte> brightness, int ground)
    {
        Span<int> histogram = stackalloc int[256];
        foreach (var value in brightness) histogram[Math.Abs(value - ground)]++;
        var (sum, deviation) = (0, 255);
        while ((sum += histogram[deviation]) * 50 < brightness.Length) deviation--;
        return Math.Max(deviation, 16);
    }
}
