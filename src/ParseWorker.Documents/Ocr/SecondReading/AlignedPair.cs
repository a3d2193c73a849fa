namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>A step of two readings that lie beside each other.</summary>
/// <param name="First">How many characters of the first reading are taken: 1 or 0.</param>
/// <param name="Second">Likewise of the second.</param>
/// <param name="Alike">Whether both are, and are the same but for marks.</param>
internal readonly record struct AlignedPair(int First, int Second, bool Alike);
