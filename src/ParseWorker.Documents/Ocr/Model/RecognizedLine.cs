namespace ParseWorker.Documents.Ocr.Model;

/// <summary>A line of text as it was read.</summary>
/// <param name="Box">Where it stands in the image.</param>
/// <param name="Characters">From left to right, with the spaces between them.</param>
internal sealed record RecognizedLine(TextBox Box, IReadOnlyList<RecognizedCharacter> Characters)
{
    public string Text => string.Concat(Characters.Select(character => character.Text));

    /// <summary>How sure the recogniser is on the mean, 0 to 1.</summary>
    public double Score => Characters.Count == 0 ? 0 : Characters.Average(character => character.Score);
}

/// <summary>A character, or a space, with its place in the line.</summary>
/// <param name="Text">Usually one character.</param>
/// <param name="From">Where it begins, 0 to 1 along the line's box.</param>
/// <param name="To">Where it ends, likewise.</param>
/// <param name="Score">How sure the recogniser is, 0 to 1.</param>
internal readonly record struct RecognizedCharacter(string Text, double From, double To, float Score);
