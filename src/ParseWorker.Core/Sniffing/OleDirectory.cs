using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Core.Sniffing;

/// <summary>Reads the names in an OLE file's directory ([MS-CFB] §2.2, §2.3, §2.6) within fixed bounds.</summary>
internal static class OleDirectory
{
    private const int EntryBytes = 128;
    private const int MaxNameBytes = 64;
    private const int MaxSectors = 64;
    private const int FatSectorsInHeader = 109;
    private const int FatListOffset = 76;

    /// <summary>The names, as many as the bounds allow; none when the file is damaged.</summary>
    public static IReadOnlySet<string> ReadNames(Stream file, ReadOnlySpan<byte> header)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (header.Length < 512) return names;
        var sectorBytes = header[30] == 12 ? 4096 : 512;
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(header[48..]);
        for (var seen = 0; seen < MaxSectors && Read(file, sector, sectorBytes) is { } bytes; seen++)
        {
            AddNames(bytes, names);
            sector = Next(file, header, sector, sectorBytes);
        }
        return names;
    }

    private static void AddNames(ReadOnlySpan<byte> sector, HashSet<string> names)
    {
        for (; sector.Length >= EntryBytes; sector = sector[EntryBytes..])
        {
            var bytes = BinaryPrimitives.ReadUInt16LittleEndian(sector[MaxNameBytes..]);
            if (bytes is > 2 and <= MaxNameBytes) names.Add(Encoding.Unicode.GetString(sector[..(bytes - 2)]));
        }
    }

    /// <summary>The sector behind <paramref name="sector"/> in its chain; an impossible number at the end.</summary>
    private static uint Next(Stream file, ReadOnlySpan<byte> header, uint sector, int sectorBytes)
    {
        var perSector = (uint)sectorBytes / sizeof(uint);
        var fat = sector / perSector;
        if (fat >= FatSectorsInHeader) return uint.MaxValue;
        var fatSector = BinaryPrimitives.ReadUInt32LittleEndian(header[(FatListOffset + (int)fat * sizeof(uint))..]);
        return Read(file, fatSector, sectorBytes) is { } bytes
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)(sector % perSector) * sizeof(uint)))
            : uint.MaxValue;
    }

    private static byte[]? Read(Stream file, uint sector, int sectorBytes)
    {
        var offset = (sector + 1L) * sectorBytes;
        if (offset + sectorBytes > file.Length) return null;
        file.Position = offset;
        var buffer = new byte[sectorBytes];
        file.ReadExactly(buffer);
        return buffer;
    }
}
