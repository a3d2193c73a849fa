namespace ParseWorker.Benchmarks.Parsing;

/// <summary>
/// What other engines reached on the same documents, measured earlier by the keepers of the documents; for reading beside ours.
/// </summary>
internal static class RecordedPeers
{
    public static IReadOnlyList<string> Of(string set) => Known.TryGetValue(set, out var lines) ? lines : [];

    private static readonly Dictionary<string, IReadOnlyList<string>> Known = new()
    {
        ["layout"] =
        [
            "opendataloader-hybrid 2.2.1 (models)   overall 0.907  nid 0.937  teds 0.932  mhs 0.822",
            "LiteParse 2.14.7 with OCR              overall 0.898  nid 0.933  teds 0.839  mhs 0.832   742 CPU ms/page",
            "docling 2.84 (models)                  overall 0.896  nid 0.915  teds 0.925  mhs 0.838",
            "LiteParse 2.14.7                       overall 0.891  nid 0.925  teds 0.850  mhs 0.821  11.5 CPU ms/page",
            "opendataloader 2.2.1 (rules)           overall 0.850  nid 0.916  teds 0.522  mhs 0.769",
        ],
        ["receipts"] =
        [
            "PP-OCRv4 by ONNX Runtime, naive        word F1 0.787  similarity 0.922   3,300 CPU ms/page",
            "LiteParse 2.14.7 OCR                   word F1 0.750  similarity 0.806     800 CPU ms/page",
            "tesseract 5.3 best_int, psm 4          word F1 0.737  similarity 0.824   1,300 CPU ms/page",
        ],
        ["office docx"] = ["kreuzberg 4.10 (all files)             overall 0.891"],
        ["office html"] = ["kreuzberg 4.10 (all files)             overall 0.866"],
        ["office xlsx"] = ["kreuzberg 4.10 (all files)             overall 0.749"],
        ["office pptx"] = ["kreuzberg 4.10 (all files)             overall 0.592"],
        ["office csv"] = ["kreuzberg 4.10 (all files)             overall 0.995"],
    };
}
