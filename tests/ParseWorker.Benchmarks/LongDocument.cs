using System.Collections.Concurrent;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks;

/// <summary>A PDF that takes an engine many seconds: long enough to be cancelled half-way on any machine.</summary>
internal static class LongDocument
{
    private const int Most = 3000;

    private static readonly ConcurrentDictionary<int, byte[]> Pdfs = [];

    /// <summary>The document for one of so many that run side by side: each gets its part of the processors only.</summary>
    public static byte[] For(int running) => Pdfs.GetOrAdd(running < 50 ? Most : Most / 3, pages => SampleDocuments.Pdf(pages: pages, linesPerPage: 40));
}
