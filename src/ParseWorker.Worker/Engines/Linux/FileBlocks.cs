using System.Buffers.Binary;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// The room that a file takes on its disk, also one that another process has removed or locked: .NET would have to open it.
/// </summary>
internal static class FileBlocks
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint Blocks = 0x400; // STATX_BLOCKS
    private const int BlockBytes = 512;

    /// <summary>struct statx, the same on every processor: its size, and where stx_blocks is.</summary>
    private const int StatxBytes = 256;
    private const int BlocksOffset = 48;

    /// <summary>Bytes on disk of what a path leads to; 0 when it is gone.</summary>
    public static long BytesOf(string path)
    {
        Span<byte> facts = stackalloc byte[StatxBytes];
        return LibC.Statx(CurrentFolder, path, 0, Blocks, facts) == 0
            ? BinaryPrimitives.ReadInt64LittleEndian(facts[BlocksOffset..]) * BlockBytes
            : 0;
    }
}
