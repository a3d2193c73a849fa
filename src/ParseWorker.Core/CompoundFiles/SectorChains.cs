using System.Buffers.Binary;

namespace ParseWorker.Core.CompoundFiles;

/// <summary>
/// Follows the sector chains of a compound file ([MS-CFB] §2.2–§2.5). Sectors of the table are read when they are asked for, so that
/// a look at the directory of a large file costs a few reads. A chain ends at an impossible number and never has more sectors than the
/// file, so that a circle ends.
/// </summary>
internal sealed class SectorChains
{
    private const int HeaderBytes = 512;
    private const int TablesInHeader = 109;

    private readonly Stream _file;
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly Dictionary<uint, byte[]> _tables = [];
    private List<uint>? _tableSectors;

    private SectorChains(Stream file) => _file = file;

    /// <summary>Bytes of a sector: 512 or 4,096.</summary>
    public int SectorBytes { get; private set; }

    /// <summary>Sectors that the file has room for.</summary>
    public int Count => (int)Math.Min(int.MaxValue, _file.Length / SectorBytes + 1);

    /// <summary>Reads the header; null when the file has none.</summary>
    public static SectorChains? Open(Stream file)
    {
        var chains = new SectorChains(file);
        file.Position = 0;
        if (file.ReadAtLeast(chains._header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) return null;
        chains.SectorBytes = chains._header[30] == 12 ? 4096 : 512;
        return chains;
    }

    /// <summary>A number of the header, by its offset in bytes.</summary>
    public uint Header(int offset) => Number(_header, offset);

    /// <summary>The bytes of a chain, at most <paramref name="maxBytes"/> of them.</summary>
    public byte[] Read(uint start, long maxBytes)
    {
        using var bytes = new MemoryStream();
        foreach (var sector in Chain(start))
        {
            if (bytes.Length >= maxBytes) break;
            bytes.Write(Sector(sector));
        }
        if (bytes.Length > maxBytes) bytes.SetLength(maxBytes);
        return bytes.ToArray();
    }

    /// <summary>A little-endian number.</summary>
    public static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private IEnumerable<uint> Chain(uint start)
    {
        var sector = start;
        for (var seen = 0; seen < Count && sector < Count; seen++)
        {
            yield return sector;
            sector = Next(sector);
        }
    }

    private uint Next(uint sector)
    {
        var perTable = SectorBytes / sizeof(uint);
        var table = (int)(sector / perTable);
        if (TableSector(table) is not { } at) return uint.MaxValue;
        if (!_tables.TryGetValue(at, out var numbers)) _tables[at] = numbers = Sector(at);
        var offset = (int)(sector % perTable) * sizeof(uint);
        return offset + sizeof(uint) <= numbers.Length ? Number(numbers, offset) : uint.MaxValue;
    }

    /// <summary>Where the table's sectors are: the first 109 stand in the header, the others in a chain of lists (§2.5).</summary>
    private uint? TableSector(int index)
    {
        if (index < TablesInHeader) return Header(76 + index * sizeof(uint));
        _tableSectors ??= [.. ListedTables().Take(Count)];
        return index - TablesInHeader < _tableSectors.Count ? _tableSectors[index - TablesInHeader] : null;
    }

    /// <summary>Each list ends with the number of the next one's sector.</summary>
    private IEnumerable<uint> ListedTables()
    {
        var list = Header(68);
        for (var seen = 0; seen < Count && list < Count; seen++)
        {
            var sector = Sector(list);
            if (sector.Length < SectorBytes) yield break;
            for (var at = 0; at + sizeof(uint) < SectorBytes; at += sizeof(uint)) yield return Number(sector, at);
            list = Number(sector, SectorBytes - sizeof(uint));
        }
    }

    /// <summary>A sector's bytes; fewer at the end of the file, none beyond it.</summary>
    private byte[] Sector(uint sector)
    {
        var offset = (sector + 1L) * SectorBytes;
        if (offset >= _file.Length) return [];
        var bytes = new byte[(int)Math.Min(SectorBytes, _file.Length - offset)];
        _file.Position = offset;
        _file.ReadExactly(bytes);
        return bytes;
    }
}
