namespace ParseWorker.Documents.Ocr;

/// <summary>The text of a picture.</summary>
/// <param name="Directions">Lines by the direction they run in; the one that holds most of the text comes first. None is empty.</param>
internal sealed record ReadPicture(IReadOnlyList<IReadOnlyList<ReadLine>> Directions);
