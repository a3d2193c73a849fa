using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Reads the streams of a compound file ([MS-CFB]). Every chain is followed for at most as many sectors as the file has, so that a
/// circle ends; an impossible number ends a chain.
/// </summary>
internal sealed class CompoundFile
{
    private const int EntryBytes = 128;
    private const int MiniSectorBytes = 64;
    private const int HeaderBytes = 512;
    private const uint LastSector = 0xFFFFFFFA;
    private const int MaxDepth = 32;

    private readonly byte[] _file;
    private readonly int _sectorBytes;
    private readonly int _miniStreamBelow;
    private readonly List<uint> _fat = [];
    private readonly List<uint> _miniFat = [];
    private readonly byte[] _directory;
    private readonly byte[] _miniStream;
    private readonly Dictionary<string, (uint Start, long Bytes)> _streams = new(StringComparer.Ordinal);
    private long _left;

    public CompoundFile(byte[] file)
    {
        if (file.Length < HeaderBytes) throw Damaged();
        _file = file;
        _left = file.Length * 4L;
        _sectorBytes = file[30] == 12 ? 4096 : 512;
        _miniStreamBelow = (int)Math.Min(Number(file, 56), 4096);
        ReadFat();
        foreach (var sector in Chain(Number(file, 60), _fat)) _miniFat.AddRange(Numbers(Sector(sector)));
        _directory = Bytes(Number(file, 48));
        _miniStream = _directory.Length < EntryBytes ? throw Damaged() : Bytes(Number(_directory, 116));
        AddBelow(Number(_directory, 76), "");
    }

    /// <summary>The paths of all streams, as <c>storage/stream</c>.</summary>
    public IEnumerable<string> Paths => _streams.Keys;

    /// <summary>The bytes of a stream; null when there is none of that path.</summary>
    public byte[]? Read(string path)
    {
        if (!_streams.TryGetValue(path, out var stream)) return null;
        var bytes = stream.Bytes < _miniStreamBelow ? MiniBytes(stream.Start) : Bytes(stream.Start);
        // Many names may share one long chain: what is read in all stays in proportion to the file.
        if ((_left -= bytes.Length) < 0) throw Damaged();
        return bytes.Length <= stream.Bytes ? bytes : bytes[..(int)stream.Bytes];
    }

    private static DocumentException Damaged() => new(DocumentErrors.Corrupt("The file is damaged."));

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static IEnumerable<uint> Numbers(byte[] bytes) => Enumerable.Range(0, bytes.Length / sizeof(uint)).Select(index => Number(bytes, index * sizeof(uint)));

    /// <summary>109 sectors of the table stand in the header; the others in a chain of lists, each with its successor at its end (§2.5).</summary>
    private void ReadFat()
    {
        var sectors = Enumerable.Range(0, 109).Select(index => Number(_file, 76 + index * sizeof(uint))).ToList();
        var list = Number(_file, 68);
        for (var seen = 0; list < LastSector && seen <= _file.Length / _sectorBytes; seen++)
        {
            var numbers = Numbers(Sector(list)).ToList();
            if (numbers.Count == 0) break;
            sectors.AddRange(numbers[..^1]);
            list = numbers[^1];
        }
        foreach (var sector in sectors.Where(sector => sector < LastSector).Take(_file.Length / _sectorBytes + 1)) _fat.AddRange(Numbers(Sector(sector)));
    }

    private byte[] Sector(uint sector)
    {
        var offset = (sector + 1L) * _sectorBytes;
        return offset >= _file.Length ? [] : _file[(int)offset..(int)Math.Min(offset + _sectorBytes, _file.Length)];
    }

    private static IEnumerable<uint> Chain(uint start, List<uint> table)
    {
        for (var (sector, seen) = (start, 0); sector < table.Count && seen <= table.Count; seen++)
        {
            yield return sector;
            sector = table[(int)sector];
        }
    }

    private byte[] Bytes(uint start) => Joined(Chain(start, _fat).Take(_file.Length / _sectorBytes + 1).Select(Sector));

    private byte[] MiniBytes(uint start) => Joined(Chain(start, _miniFat).Take(_miniStreamBelow / MiniSectorBytes + 1).Select(MiniSector));

    private static byte[] Joined(IEnumerable<byte[]> pieces)
    {
        using var joined = new MemoryStream();
        foreach (var piece in pieces) joined.Write(piece);
        return joined.ToArray();
    }

    private byte[] MiniSector(uint sector)
    {
        var offset = sector * (long)MiniSectorBytes;
        return offset >= _miniStream.Length ? [] : _miniStream[(int)offset..(int)Math.Min(offset + MiniSectorBytes, _miniStream.Length)];
    }

    /// <summary>A storage's entries are a tree of siblings (§2.6.4), walked here without recursion; each entry is visited once.</summary>
    private void AddBelow(uint root, string path)
    {
        var seen = new HashSet<uint>();
        var open = new Stack<(uint Entry, string Path, int Depth)>([(root, path, 0)]);
        while (open.TryPop(out var next))
        {
            if ((next.Entry + 1L) * EntryBytes > _directory.Length || next.Depth > MaxDepth || !seen.Add(next.Entry)) continue;
            var entry = _directory.AsSpan((int)next.Entry * EntryBytes, EntryBytes);
            var name = next.Path + Encoding.Unicode.GetString(entry[..Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62)]);
            if (entry[66] == 2) _streams[name] = (Number(entry, 116), Number(entry, 120));
            else if (entry[66] == 1) open.Push((Number(entry, 76), name + "/", next.Depth + 1));
            open.Push((Number(entry, 68), next.Path, next.Depth));
            open.Push((Number(entry, 72), next.Path, next.Depth));
        }
    }
}
