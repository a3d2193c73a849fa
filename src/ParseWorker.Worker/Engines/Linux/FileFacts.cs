using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// What the system says of a file and .NET does not: the room that it takes on its disk, also when another process has removed or locked
/// it, and whose it is.
/// </summary>
internal readonly record struct FileFacts
{
    private const uint BasicFacts = 0x7FF; // STATX_BASIC_STATS
    private const int NotFollowed = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int BlockBytes = 512;

    /// <summary>struct statx, the same on every processor.</summary>
    private const int StatxBytes = 256;
    private const int LinksOffset = 16;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int SizeOffset = 40;
    private const int BlocksOffset = 48;

    private const int TypeBits = 0xF000; // S_IFMT
    private const int Folder = 0x4000; // S_IFDIR
    private const int RegularFile = 0x8000; // S_IFREG
    private const int OwnersRights = 0b111_000_000;

    private readonly int _mode;
    private readonly long _size;
    private readonly long _blocks;

    private FileFacts(ReadOnlySpan<byte> statx)
    {
        IsRemoved = BinaryPrimitives.ReadUInt32LittleEndian(statx[LinksOffset..]) == 0;
        Owner = BinaryPrimitives.ReadUInt32LittleEndian(statx[OwnerOffset..]);
        _mode = BinaryPrimitives.ReadUInt16LittleEndian(statx[ModeOffset..]);
        _size = BinaryPrimitives.ReadInt64LittleEndian(statx[SizeOffset..]);
        _blocks = BinaryPrimitives.ReadInt64LittleEndian(statx[BlocksOffset..]);
    }

    /// <summary>Whether no folder has it any more.</summary>
    public bool IsRemoved { get; }

    /// <summary>The number of its user.</summary>
    public uint Owner { get; }

    public bool IsFolder => (_mode & TypeBits) == Folder;

    /// <summary>Whether its owner may read, write and enter it.</summary>
    public bool IsOpenToOwner => (_mode & OwnersRights) == OwnersRights;

    /// <summary>Bytes on its disk; of a file at least its length, which it may come to need.</summary>
    public long Room => Math.Max(_blocks * BlockBytes, (_mode & TypeBits) == RegularFile ? _size : 0);

    /// <summary>Of an entry of a folder, not of what it links to; null when there is none.</summary>
    /// <param name="folder">The folder's descriptor.</param>
    /// <param name="name">Bytes that end with a zero.</param>
    public static FileFacts? Of(int folder, ReadOnlySpan<byte> name) => Ask(folder, name, NotFollowed);

    /// <summary>Bytes on disk of what a path leads to; 0 when it is gone.</summary>
    public static long BytesOf(string path) => Ask(LibC.CurrentFolder, Bytes(path), 0) is { } facts ? facts._blocks * BlockBytes : 0;

    /// <summary>The same of a file that no folder has any more; 0 of any other.</summary>
    public static long BytesOfRemoved(string path) =>
        Ask(LibC.CurrentFolder, Bytes(path), 0) is { IsRemoved: true } facts ? facts._blocks * BlockBytes : 0;

    /// <summary>Whether a path is a folder of this process's user, and no link to one.</summary>
    public static bool IsOwn(string folder) =>
        Ask(LibC.CurrentFolder, Bytes(folder), NotFollowed) is { IsFolder: true } facts && facts.Owner == LibC.EffectiveUser();

    private static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static FileFacts? Ask(int folder, ReadOnlySpan<byte> name, int flags)
    {
        Span<byte> statx = stackalloc byte[StatxBytes];
        return LibC.Statx(folder, name, flags, BasicFacts, statx) == 0 ? new FileFacts(statx) : null;
    }
}
