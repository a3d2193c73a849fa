using System.Text;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>What people drop.</summary>
internal static class SampleFiles
{
    private static readonly Lazy<byte[]> Long = new(() => SampleDocuments.Pdf(pages: 900, linesPerPage: 100));

    /// <summary>A sheet with a table, of the corpus.</summary>
    public static byte[] Sheet => Read("census.xlsx");

    /// <summary>A page of a report with a large table, of the corpus.</summary>
    public static byte[] Report => Read("us-002-1.pdf");

    /// <summary>A page of running text, of the corpus.</summary>
    public static byte[] Plan => Read("action-plan-8.pdf");

    /// <summary>A PDF that takes an engine long enough to be looked at within it.</summary>
    public static byte[] LongPdf => Long.Value;

    /// <summary>Text that nobody sent before.</summary>
    public static byte[] Note(string text) => Encoding.UTF8.GetBytes($"# {text}\n\nNumber {Guid.NewGuid()}.\n");

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "corpus", name));
}
