using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf;

/// <summary>Learns what a document's headings look like from pages spread evenly over it.</summary>
internal static class HeadingSample
{
    /// <summary>Pages looked at: enough to meet every usual size, few enough to do before the first page.</summary>
    private const int MostPages = 12;

    /// <summary>The document's scale of headings; null for a single page, which is its own.</summary>
    public static HeadingScale? Read(PageReader reader, int pageCount, CancellationToken token) =>
        pageCount < 2 ? null : HeadingScale.Of([.. Numbers(pageCount).Select(number => reader.Look(number, token)?.Layout).OfType<ArrangedPage>()]);

    /// <summary>The first page, the last, and what lies evenly between.</summary>
    private static IEnumerable<int> Numbers(int pageCount)
    {
        var count = Math.Min(MostPages, pageCount);
        return Enumerable.Range(0, count).Select(at => 1 + (int)((long)at * (pageCount - 1) / (count - 1)));
    }
}
