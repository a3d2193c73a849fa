using CsvHelper;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Documents.Text;

/// <summary>Delimiter-separated values: one table, its first row the header.</summary>
internal sealed class CsvEngine : IDocumentEngine
{
    /// <summary>The delimiter is detected from the first lines; stray quotes are text, and rows may be of any length.</summary>
    private static readonly CsvReaderOptions Options = new() { HasHeader = false, TrimWhitespace = true };

    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var options = OptionsFor(source.Content, source.Sniffed);
        return new CsvDocument(CsvReader.Create(TextDecoder.Open(source.Content), options));
    }

    /// <summary>A name that says tabs is right when there are any: sentences with commas would mislead the detection.</summary>
    private static CsvReaderOptions OptionsFor(Stream content, SniffedDocument sniffed) =>
        sniffed.MimeType == "text/tab-separated-values" && HasTab(content) ? Options with { Separator = '\t' } : Options;

    private static bool HasTab(Stream content)
    {
        var value = content.ReadByte();
        while (value is not ('\t' or -1)) value = content.ReadByte();
        content.Position = 0;
        return value == '\t';
    }
}
