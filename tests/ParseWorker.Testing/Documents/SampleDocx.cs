using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes DOCX files, whole and damaged.</summary>
public static class SampleDocx
{
    private const string Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>A document of plain paragraphs.</summary>
    public static byte[] WithParagraphs(params string[] paragraphs) =>
        With([.. paragraphs.Select(text => new Paragraph(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve })))]);

    /// <summary>A document of the given body.</summary>
    public static byte[] With(params OpenXmlElement[] body) => Make(document => document.MainDocumentPart!.Document!.Body!.Append(body));

    /// <summary>A document that <paramref name="fill"/> fills; it has a main part with an empty body.</summary>
    public static byte[] Make(Action<WordprocessingDocument> fill)
    {
        using var buffer = new MemoryStream();
        using (var document = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body());
            fill(document);
        }
        return buffer.ToArray();
    }

    /// <summary>A zip that breaks off half-way.</summary>
    public static byte[] Broken()
    {
        var whole = WithParagraphs([.. Enumerable.Range(1, 50).Select(number => $"Paragraph {number}")]);
        return whole[..(whole.Length / 2)];
    }

    /// <summary>A zip with the right names whose document is not XML.</summary>
    public static byte[] Corrupt() => Replace("word/document.xml", content => content.Write("<w:document this is no XML"u8));

    /// <summary>A small file whose document unpacks to <paramref name="bytes"/> bytes of spaces.</summary>
    public static byte[] Bomb(long bytes) => Replace("word/document.xml", content =>
    {
        content.Write(System.Text.Encoding.ASCII.GetBytes($"<w:document xmlns:w=\"{Namespace}\"><w:body><w:p/>"));
        var spaces = new byte[1024 * 1024];
        spaces.AsSpan().Fill((byte)' ');
        for (var written = 0L; written < bytes; written += spaces.Length) content.Write(spaces);
        content.Write("</w:body></w:document>"u8);
    });

    /// <summary>A document whose content controls stand within each other.</summary>
    public static byte[] Nested(int depth) => Replace("word/document.xml", content => WriteNested(content, depth));

    /// <summary>A document that has such a part besides, under a name that does not say that it is XML.</summary>
    public static byte[] NestedInPart(string part, int depth) =>
        SampleZip.With(WithParagraphs("text"), part, content => WriteNested(content, depth));

    private static void WriteNested(Stream content, int depth)
    {
        content.Write(System.Text.Encoding.ASCII.GetBytes($"<w:document xmlns:w=\"{Namespace}\"><w:body>"));
        for (var level = 0; level < depth; level++) content.Write("<w:sdt><w:sdtContent>"u8);
        content.Write("<w:p><w:r><w:t>deep</w:t></w:r></w:p>"u8);
        for (var level = 0; level < depth; level++) content.Write("</w:sdtContent></w:sdt>"u8);
        content.Write("</w:body></w:document>"u8);
    }

    /// <summary>A document under a password, as far as its outside shows: an OLE file with an encrypted package.</summary>
    public static byte[] PasswordProtected()
    {
        const int sector = 512;
        var file = new byte[sector * 3];
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(file, 0);
        file[30] = 9;
        file[48] = 1;
        file.AsSpan(sector, sector).Fill(0xFF);
        WriteEntry(file.AsSpan(sector * 2), "Root Entry");
        WriteEntry(file.AsSpan(sector * 2 + 128), "EncryptedPackage");
        return file;
    }

    private static void WriteEntry(Span<byte> entry, string name)
    {
        System.Text.Encoding.Unicode.GetBytes(name).CopyTo(entry);
        entry[64] = (byte)(name.Length * 2 + 2);
    }

    private static byte[] Replace(string part, Action<Stream> write) => SampleZip.With(WithParagraphs("replaced"), part, write);
}
