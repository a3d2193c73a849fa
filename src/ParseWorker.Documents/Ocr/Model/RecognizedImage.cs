namespace ParseWorker.Documents.Ocr.Model;

/// <summary>The text of an image, and the rules drawn around it.</summary>
/// <param name="Directions">Lines by the direction they run in; the one that holds most of the text comes first. None is empty.</param>
/// <param name="Rules">Along the first direction or across it.</param>
internal sealed record RecognizedImage(IReadOnlyList<IReadOnlyList<RecognizedLine>> Directions, IReadOnlyList<DrawnRule> Rules)
{
    /// <summary>The angle that most of the text is turned by: the median, long lines counting for more.</summary>
    public static double Angle(IReadOnlyList<RecognizedLine> lines)
    {
        var half = lines.Sum(line => line.Box.Width) / 2;
        var sum = 0.0;
        foreach (var line in lines.OrderBy(line => line.Box.Angle))
            if ((sum += line.Box.Width) >= half) return line.Box.Angle;
        return 0;
    }
}
