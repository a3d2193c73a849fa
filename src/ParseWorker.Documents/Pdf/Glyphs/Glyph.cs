using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>A letter on the page.</summary>
/// <param name="Text">One character, or a ligature spelt out.</param>
/// <param name="Box">From its advance width and size, not its ink: a comma is as tall as a capital.</param>
/// <param name="Baseline">Where it stands.</param>
/// <param name="Size">Of its font, in points.</param>
/// <param name="Bold">Set in a bold font.</param>
/// <param name="IsBlank">White space that the document sets itself.</param>
internal sealed record Glyph(string Text, Box Box, double Baseline, double Size, bool Bold, bool IsBlank);
