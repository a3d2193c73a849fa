using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>The room that a file takes on its disk, also of one that another process has removed or locked: .NET would have to open it.</summary>
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
        var facts = new byte[StatxBytes];
        return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, Blocks, facts) == 0
            ? BinaryPrimitives.ReadInt64LittleEndian(facts.AsSpan(BlocksOffset)) * BlockBytes
            : 0;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] facts);
}
