using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks;

/// <summary>A PDF that takes an engine many seconds: long enough to be cancelled half-way on any machine.</summary>
internal static class LongDocument
{
    private static readonly Lazy<byte[]> Pdf = new(() => SampleDocuments.Pdf(pages: 3000, linesPerPage: 40));

    public static byte[] Bytes => Pdf.Value;
}
