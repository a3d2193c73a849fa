namespace ParseWorker.Documents.Ocr.Pages;

/// <summary>
/// Gives lines that are set in one size the same size: boxes differ by what characters are in the line.
/// From the size that most characters have outwards, each takes its neighbours along.
/// </summary>
internal static class LineSizes
{
    /// <summary>Lines whose sizes differ by less are set in one.</summary>
    private const double Same = 0.18;

    public static void Even(List<LevelledLine> lines)
    {
        var left = lines.ToList();
        while (left.Count > 0)
        {
            var most = left.GroupBy(line => Math.Round(line.Size * 2) / 2).MaxBy(group => group.Sum(line => line.Characters))!;
            var size = most.Average(line => line.Size);
            var same = left.ToLookup(line => Math.Abs(line.Size - size) <= Same * size);
            foreach (var line in same[true]) line.Size = size;
            if (!same[true].Any()) return;
            left = [.. same[false]];
        }
    }
}
