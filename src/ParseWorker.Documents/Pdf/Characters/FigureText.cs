namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>Tells figures (amounts, shares, years, codes mostly of digits) from words.</summary>
internal static class FigureText
{
    /// <summary>Whether a cell's text is one.</summary>
    public static bool Is(string text) => text.Count(char.IsDigit) is > 0 and var digits && digits >= text.Count(char.IsLetter);
}
