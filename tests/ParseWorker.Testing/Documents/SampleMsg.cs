using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes Outlook's MSG files: compound files with a stream for each property.</summary>
public static class SampleMsg
{
    private const int Sector = 512;
    private const int Mini = 64;
    private const int MiniBelow = 4096;
    private const uint End = 0xFFFFFFFE;
    private const uint None = 0xFFFFFFFF;

    /// <summary>A message with a text and an HTML body and one attachment, which the HTML may show by its Content-ID.</summary>
    public static byte[] Message(string subject, string text, string? html, string attachmentName, byte[] attachment,
        string? contentId = null)
    {
        var properties = new byte[48];
        BinaryPrimitives.WriteUInt32LittleEndian(properties.AsSpan(32), 0x00390040);
        BinaryPrimitives.WriteInt64LittleEndian(properties.AsSpan(40),
            new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero).ToFileTime());
        List<(string, byte[])> streams =
        [
            ("__properties_version1.0", properties), Text("0037", subject), Text("0C1A", "Ann"), Text("5D01", "ann@example.com"),
                Text("0E04", "Bob"), Text("1000", text),
            ("__attach_version1.0_#00000000/__substg1.0_3707001F", Encoding.Unicode.GetBytes(attachmentName)),
            ("__attach_version1.0_#00000000/__substg1.0_37010102", attachment),
        ];
        if (contentId is not null) streams.Add(("__attach_version1.0_#00000000/__substg1.0_3712001F",
            Encoding.Unicode.GetBytes(contentId)));
        if (html is not null) streams.Add(("__substg1.0_10130102", Encoding.UTF8.GetBytes(html)));
        return File(streams);
    }

    /// <summary>A message of texts in a code page, which its table of properties names.</summary>
    public static byte[] Of(int codePage, params (string Property, string Text)[] texts)
    {
        var table = new byte[48];
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(32), 0x3FFD0003);
        BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(40), codePage);
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        return File([("__properties_version1.0", table),
            .. texts.Select(text => ($"__substg1.0_{text.Property}", encoding.GetBytes(text.Text)))]);
    }

    /// <summary>A message of properties that are bytes.</summary>
    public static byte[] OfBytes(params (string Property, byte[] Bytes)[] properties) =>
        File([("__properties_version1.0", new byte[32]),
            .. properties.Select(property => ($"__substg1.0_{property.Property}", property.Bytes))]);

    private static (string, byte[]) Text(string tag, string value) => ($"__substg1.0_{tag}001F", Encoding.Unicode.GetBytes(value));

    /// <summary>A compound file of streams, at most one storage deep.</summary>
    private static byte[] File(List<(string Path, byte[] Content)> streams)
    {
        using var mini = new MemoryStream();
        List<uint> miniFat = [];
        List<byte[]> sectors = [];
        List<uint> fat = [];
        List<Entry> entries = [new("Root Entry", 5)];
        foreach (var (path, content) in streams)
        {
            var parts = path.Split('/');
            var parent = parts.Length == 1 ? 0 : Storage(entries, parts[0]);
            var start = content.Length >= MiniBelow ? Append(sectors, fat, content) : AppendMini(mini, miniFat, content);
            entries.Add(new(parts[^1], 2) { Start = start, Bytes = content.Length, Parent = parent });
        }
        entries[0].Start = Append(sectors, fat, mini.ToArray());
        entries[0].Bytes = (int)mini.Length;
        var directory = Append(sectors, fat, Directory(entries));
        var miniTable = Append(sectors, fat, Numbers(miniFat));
        return [.. Header(directory, miniTable, sectors.Count), .. sectors.SelectMany(sector => sector), .. Table(fat, sectors.Count)];
    }

    private static int Storage(List<Entry> entries, string name)
    {
        var known = entries.FindIndex(entry => entry.Name == name);
        if (known >= 0) return known;
        entries.Add(new(name, 1));
        return entries.Count - 1;
    }

    private static uint Append(List<byte[]> sectors, List<uint> fat, byte[] content)
    {
        var start = (uint)sectors.Count;
        foreach (var sector in content.Chunk(Sector))
        {
            sectors.Add([.. sector, .. new byte[Sector - sector.Length]]);
            fat.Add((uint)sectors.Count);
        }
        fat[^1] = End;
        return start;
    }

    private static uint AppendMini(MemoryStream mini, List<uint> fat, byte[] content)
    {
        var start = (uint)fat.Count;
        mini.Write(content);
        mini.Write(new byte[(Mini - content.Length % Mini) % Mini]);
        while (fat.Count < mini.Length / Mini) fat.Add((uint)fat.Count + 1);
        if (fat.Count > start) fat[^1] = End;
        return start;
    }

    /// <summary>Each storage's entries hang on each other to the right: no order is asked for by a reader that looks at all.</summary>
    private static byte[] Directory(List<Entry> entries)
    {
        using var bytes = new MemoryStream();
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = new byte[128];
            Encoding.Unicode.GetBytes(entries[index].Name).CopyTo(entry, 0);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(64), (ushort)(entries[index].Name.Length * 2 + 2));
            entry[66] = entries[index].Kind;
            Number(entry, 68, None);
            Number(entry, 72, index == 0 ? None : Next(entries, index + 1, entries[index].Parent));
            Number(entry, 76, entries[index].Kind == 2 ? None : Next(entries, 1, index));
            Number(entry, 116, entries[index].Start);
            Number(entry, 120, (uint)entries[index].Bytes);
            bytes.Write(entry);
        }
        return bytes.ToArray();
    }

    private static uint Next(List<Entry> entries, int from, int parent)
    {
        var next = entries.FindIndex(Math.Min(from, entries.Count), entry => entry.Parent == parent);
        return next < 0 ? None : (uint)next;
    }

    private static byte[] Header(uint directory, uint miniTable, int sectors)
    {
        var header = new byte[Sector];
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(header, 0);
        header[30] = 9;
        Number(header, 48, directory);
        Number(header, 56, MiniBelow);
        Number(header, 60, miniTable);
        Number(header, 68, End);
        for (var index = 0; index < 109; index++) Number(header, 76 + index * 4,
            index < TableSectors(sectors) ? (uint)(sectors + index) : None);
        return header;
    }

    private static int TableSectors(int sectors) => (sectors + Sector / 4 - 1) / (Sector / 4);

    private static byte[] Table(List<uint> fat, int sectors)
    {
        var table = Numbers(fat);
        Array.Resize(ref table, TableSectors(sectors) * Sector);
        return table;
    }

    private static byte[] Numbers(List<uint> numbers)
    {
        var bytes = new byte[numbers.Count * 4];
        for (var index = 0; index < numbers.Count; index++) Number(bytes, index * 4, numbers[index]);
        return bytes;
    }

    private static void Number(byte[] bytes, int offset, uint number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), number);

    private sealed record Entry(string Name, byte Kind)
    {
        public uint Start { get; set; }

        public int Bytes { get; set; }

        public int Parent { get; init; }
    }
}
