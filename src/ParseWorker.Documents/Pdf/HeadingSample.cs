using ParseWorker.Documents.Pdf.Headings;

namespace ParseWorker.Documents.Pdf;

/// <summary>Learns what a document's headings look like from pages spread evenly over it.</summary>
internal static class HeadingSample
{
    /// <summary>Pages looked at: enough to meet every usual size, few enough to do before the first page.</summary>
    private const int MostPages = 12;

    /// <summary>The document's scale of headings; null for a single page, which is its own.</summary>
    /// <param name="reader">Reads the pages.</param>
    /// <param name="pageCount">How many there are.</param>
    /// <param name="bookmarked">The pages that bookmarks point at: headings are there.</param>
    /// <param name="token">Stops it.</param>
    public static HeadingScale? Read(PageReader reader, int pageCount, IReadOnlyList<int> bookmarked, CancellationToken token)
    {
        if (pageCount < 2) return null;
        var told = Spread(bookmarked, MostPages / 2);
        var numbers = Spread([.. Enumerable.Range(1, pageCount)], MostPages - told.Count).Union(told).Order();
        return HeadingScale.Of([.. numbers.Select(number => reader.Look(number, token)?.Layout).OfType<ArrangedPage>()]);
    }

    /// <summary>The first, the last, and what lies evenly between.</summary>
    private static List<int> Spread(IReadOnlyList<int> numbers, int most)
    {
        var count = Math.Min(most, numbers.Count);
        return count < 2 ? [.. numbers]
            : [.. Enumerable.Range(0, count).Select(at => numbers[(int)((long)at * (numbers.Count - 1) / (count - 1))])];
    }
}
