namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>A character that was recognised in a line.</summary>
/// <param name="Text">Usually one character; a space is one too.</param>
/// <param name="At">Its middle along the line, in columns of the line's image.</param>
/// <param name="Score">How sure the recogniser is, 0 to 1.</param>
internal readonly record struct DecodedCharacter(string Text, double At, float Score)
{
    public bool IsSpace => string.IsNullOrWhiteSpace(Text);
}
