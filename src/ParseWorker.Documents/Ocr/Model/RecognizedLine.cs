namespace ParseWorker.Documents.Ocr.Model;

/// <summary>A line of text as it was read.</summary>
/// <param name="Box">Where it stands in the picture.</param>
/// <param name="Letters">From left to right, with the blanks between them.</param>
internal sealed record RecognizedLine(TextBox Box, IReadOnlyList<RecognizedCharacter> Letters)
{
    public string Text => string.Concat(Letters.Select(letter => letter.Text));

    /// <summary>How sure the recogniser is on the mean, 0 to 1.</summary>
    public double Score => Letters.Count == 0 ? 0 : Letters.Average(letter => letter.Score);
}

/// <summary>A letter, or a blank, with its place in the line.</summary>
/// <param name="Text">Usually one character.</param>
/// <param name="From">Where it begins, 0 to 1 along the line's box.</param>
/// <param name="To">Where it ends, likewise.</param>
/// <param name="Score">How sure the recogniser is, 0 to 1.</param>
internal readonly record struct RecognizedCharacter(string Text, double From, double To, float Score);
