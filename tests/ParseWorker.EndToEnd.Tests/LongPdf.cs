using ParseWorker.Testing.Documents;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>A PDF that takes an engine long enough for a worker to die within it.</summary>
internal static class LongPdf
{
    public const int Pages = 350;

    private static readonly Lazy<byte[]> Pdf = new(() => SampleDocuments.Pdf(Pages, linesPerPage: 40));

    public static byte[] Bytes => Pdf.Value;
}
