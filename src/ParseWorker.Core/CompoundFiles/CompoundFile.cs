using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Core.CompoundFiles;

/// <summary>
/// Reads a compound file ([MS-CFB], "OLE"): the container of Outlook's messages, of Office before 2007 and of encrypted documents.
/// Damage never throws while a file is opened: what cannot be followed is not there.
/// </summary>
public sealed class CompoundFile
{
    /// <summary>Bytes at the start of a compound file that tell it from others.</summary>
    public const int SignatureBytes = 8;

    private const int EntryBytes = 128;
    private const int MaxNameBytes = 64;
    private const int MiniSectorBytes = 64;

    /// <summary>Streams below this size stand in sectors of 64 bytes; the specification allows no other value.</summary>
    private const int MaxMiniStream = 4096;

    /// <summary>Storages within each other.</summary>
    private const int MaxDepth = 32;

    private readonly SectorChains _sectors;
    private readonly byte[] _directory;
    private readonly int _miniStreamBelow;
    private readonly Dictionary<string, (uint Start, long Bytes)> _streams = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private byte[]? _miniStream;
    private byte[]? _miniTable;
    private long _left;

    private CompoundFile(SectorChains sectors, Stream file, int maxEntries)
    {
        _sectors = sectors;
        _left = file.Length * 4L;
        _miniStreamBelow = (int)Math.Min(sectors.Header(56), MaxMiniStream);
        _directory = sectors.Read(sectors.Header(48), (long)maxEntries * EntryBytes);
        for (var entry = 0; (entry + 1) * EntryBytes <= _directory.Length; entry++)
            if (NameOf(Entry((uint)entry)) is { Length: > 0 } name) _names.Add(name);
        if (_directory.Length >= EntryBytes) AddBelow(SectorChains.Number(_directory, 76));
    }

    private static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Whether a file starts like a compound file.</summary>
    /// <param name="head">Its first bytes; fewer than <see cref="SignatureBytes"/> are too few.</param>
    public static bool IsStartOfOne(ReadOnlySpan<byte> head) => head.StartsWith(Signature);

    /// <summary>The names of all storages and streams, wherever they stand.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>The paths of all streams, as <c>storage/stream</c>; the root's have no slash.</summary>
    public IReadOnlyCollection<string> Paths => _streams.Keys;

    /// <summary>Reads the header and the directory.</summary>
    /// <param name="file">Seekable; read from wherever it is needed as long as the result is used.</param>
    /// <param name="maxEntries">Entries of the directory that are read at most, 1 or more.</param>
    /// <returns>Null when the file is shorter than a header.</returns>
    public static CompoundFile? Open(Stream file, int maxEntries = 1_000_000) =>
        SectorChains.Open(file) is { } sectors ? new CompoundFile(sectors, file, maxEntries) : null;

    /// <summary>The bytes of a stream; null when there is none of that path.</summary>
    /// <exception cref="InvalidDataException">All that was read is over four times the file: its streams share sectors.</exception>
    public byte[]? Read(string path)
    {
        if (!_streams.TryGetValue(path, out var stream)) return null;
        var bytes = stream.Bytes < _miniStreamBelow
            ? MiniBytes(stream.Start, (int)stream.Bytes)
            : _sectors.Read(stream.Start, stream.Bytes);
        if ((_left -= bytes.Length) < 0) throw new InvalidDataException("The streams of the compound file share its sectors.");
        return bytes;
    }

    private byte[] MiniBytes(uint start, int length)
    {
        _miniTable ??= _sectors.Read(_sectors.Header(60), long.MaxValue);
        _miniStream ??= _sectors.Read(SectorChains.Number(_directory, 116), long.MaxValue);
        var bytes = new byte[length];
        var (sector, filled) = (start, 0);
        while (filled < length && sector < _miniTable.Length / sizeof(uint) && (sector + 1L) * MiniSectorBytes <= _miniStream.Length)
        {
            var piece = _miniStream.AsSpan((int)sector * MiniSectorBytes, Math.Min(MiniSectorBytes, length - filled));
            piece.CopyTo(bytes.AsSpan(filled));
            filled += piece.Length;
            sector = SectorChains.Number(_miniTable, (int)sector * sizeof(uint));
        }
        return bytes[..filled];
    }

    private ReadOnlySpan<byte> Entry(uint index) => _directory.AsSpan((int)index * EntryBytes, EntryBytes);

    private static string NameOf(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt16LittleEndian(entry[MaxNameBytes..]) is > 2 and <= MaxNameBytes and var bytes
            ? Encoding.Unicode.GetString(entry[..(bytes - 2)])
            : "";

    /// <summary>A storage's entries are a tree of siblings (§2.6.4), walked here without recursion; each entry is visited once.</summary>
    private void AddBelow(uint root)
    {
        var seen = new HashSet<uint>();
        var open = new Stack<(uint Entry, string Path, int Depth)>([(root, "", 0)]);
        while (open.TryPop(out var next))
        {
            if ((next.Entry + 1L) * EntryBytes > _directory.Length || next.Depth > MaxDepth || !seen.Add(next.Entry)) continue;
            var entry = Entry(next.Entry);
            var name = next.Path + NameOf(entry);
            if (entry[66] == 2) _streams[name] = (SectorChains.Number(entry, 116), SectorChains.Number(entry, 120));
            else if (entry[66] == 1) open.Push((SectorChains.Number(entry, 76), name + "/", next.Depth + 1));
            open.Push((SectorChains.Number(entry, 68), next.Path, next.Depth));
            open.Push((SectorChains.Number(entry, 72), next.Path, next.Depth));
        }
    }
}
