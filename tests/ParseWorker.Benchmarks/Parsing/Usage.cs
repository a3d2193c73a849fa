namespace ParseWorker.Benchmarks.Parsing;

/// <summary>What reading a set of documents took.</summary>
/// <param name="Pages">Pages read.</param>
/// <param name="Wall">Time from the first request to the last answer.</param>
/// <param name="Cpu">Processor time of the engine's process and the children it waited for.</param>
/// <param name="PeakBytes">The most memory its process had resident.</param>
/// <param name="HalfwayBytes">The same when half of the last document's pages were there: a document that is streamed does not add to it;
/// zero when it wasn't seen.</param>
/// <param name="SlowestFirstPage">The longest time from a document's request to its first page; zero when it wasn't seen.</param>
/// <param name="Refused">Documents it gave no text for, each with the reason.</param>
internal sealed record Usage(int Pages, TimeSpan Wall, TimeSpan Cpu, long PeakBytes, long HalfwayBytes, TimeSpan SlowestFirstPage,
    IReadOnlyDictionary<string, string> Refused)
{
    public override string ToString() =>
        $"{Pages / Wall.TotalSeconds,7:F1} pages/s  {Cpu.TotalMilliseconds / Math.Max(Pages, 1),8:F1} CPU ms/page  "
        + $"{PeakBytes / 1e6,6:F0} MB peak"
        + (HalfwayBytes > 0 ? $" ({HalfwayBytes / 1e6:F0} half-way)" : "")
        + (SlowestFirstPage > TimeSpan.Zero ? $"  first page {SlowestFirstPage.TotalMilliseconds:F0} ms at most" : "")
        + (Refused.Count > 0 ? $"  {Refused.Count} refused" : "");
}
