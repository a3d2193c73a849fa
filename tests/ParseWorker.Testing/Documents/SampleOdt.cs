namespace ParseWorker.Testing.Documents;

/// <summary>Makes OpenDocument texts (OpenDocument 1.3 part 2, §3: packages).</summary>
public static class SampleOdt
{
    private const string Type = "application/vnd.oasis.opendocument.text";
    private const string Names = "urn:oasis:names:tc:opendocument:xmlns";

    /// <summary>A heading, a paragraph, a list and a table.</summary>
    public static byte[] Make() =>
        SampleZip.Of([("mimetype", Type), ("META-INF/manifest.xml", Manifest), ("content.xml", Content)], stored: true);

    private const string Manifest =
        $"<manifest:manifest xmlns:manifest=\"{Names}:manifest:1.0\" manifest:version=\"1.3\">"
        + $"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{Type}\"/>"
        + "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";

    private const string Content =
        $"<office:document-content xmlns:office=\"{Names}:office:1.0\" xmlns:text=\"{Names}:text:1.0\" xmlns:table=\"{Names}:table:1.0\" "
        + $"office:version=\"1.3\">"
        + "<office:body><office:text><text:h text:outline-level=\"1\">Title</text:h><text:p>Größe <text:span>and more</text:span></text:p>"
        + "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        + "<table:table><table:table-column table:number-columns-repeated=\"2\"/><table:table-header-rows><table:table-row>"
        + "<table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
        + "</table:table-row></table:table-header-rows>"
        + "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p>"
        + "</table:table-cell></table:table-row>"
        + "</table:table></office:text></office:body></office:document-content>";
}
