using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>A glyph of a page that was turned so that its text runs from left to right.</summary>
/// <param name="Text">One character, or the several of a ligature.</param>
/// <param name="Box">From its advance width and font size, not its ink: a comma is as tall as a capital.</param>
/// <param name="Baseline">Its height on the page, in points.</param>
/// <param name="Size">Of its font, in points.</param>
/// <param name="IsBold">Set in a bold font.</param>
/// <param name="IsSpace">White space that the document sets itself.</param>
internal sealed record Glyph(string Text, Box Box, double Baseline, double Size, bool IsBold, bool IsSpace)
{
    /// <summary>Whether it is small and stands above or below the baseline of its row.</summary>
    public ScriptPosition Script { get; init; }

    /// <summary>Whether a reader sees it; the text layer of a scan is not painted.</summary>
    public bool IsPainted { get; init; } = true;
}
