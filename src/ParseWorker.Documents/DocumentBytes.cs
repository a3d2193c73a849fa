namespace ParseWorker.Documents;

/// <summary>Reads a document whole, for parsers that want all of it at hand.</summary>
internal static class DocumentBytes
{
    public static byte[] Read(Stream content)
    {
        var bytes = new byte[checked((int)(content.Length - content.Position))];
        content.ReadExactly(bytes);
        return bytes;
    }
}
