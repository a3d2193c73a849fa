using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>What is on a page, before any rule has looked at it: drawn or recognised, the rules don't care.</summary>
/// <param name="Directions">Letters by the direction they run in; those that run as the page does come first.</param>
/// <param name="Rulings">The lines drawn on it.</param>
/// <param name="IsRecognized">Whether it is a picture's text, by OCR.</param>
internal sealed record PageContent(IReadOnlyList<IReadOnlyList<Glyph>> Directions, Rulings Rulings, bool IsRecognized = false);
