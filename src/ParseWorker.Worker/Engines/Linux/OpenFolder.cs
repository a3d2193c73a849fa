using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// A folder in which a hostile process works: held by its descriptor, its names taken as bytes. There may be names that are no text,
/// folders that not even their owner may enter, and other things under a name a moment later. Links are not followed.
/// </summary>
internal sealed class OpenFolder : IDisposable
{
    private const int NoSuchFile = 2; // ENOENT
    private const int AccessDenied = 13; // EACCES
    private const int NotAFolder = 20; // ENOTDIR
    private const int TooManyLinks = 40; // ELOOP: it is a link
    private const uint OwnersAlone = 0b111_000_000;

    /// <summary>struct linux_dirent64: its length, and its name, which ends with a zero.</summary>
    private const int LengthOffset = 16;
    private const int NameOffset = 19;
    private const int BufferBytes = 64 * 1024;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC; the first two differ between processors.</summary>
    private static readonly int AsFolder = IsArm ? 0x8_C000 : 0xB_0000;
    private static readonly int PathOnly = AsFolder | 0x20_0000; // O_PATH
    private static readonly nint ReadEntriesCall = IsArm ? 61 : 217; // getdents64(2)

    private readonly SafeFileHandle _handle;

    private OpenFolder(int opened) => _handle = new SafeFileHandle(opened, ownsHandle: true);

    /// <summary>Opens a folder by its path.</summary>
    /// <exception cref="IOException">It is not there, no folder, or stays closed to this process.</exception>
    public static OpenFolder At(string path) =>
        TryOpen(LibC.CurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], out var error)
            ?? throw new IOException($"{path} could not be opened, error {error}.");

    /// <summary>Opens a folder in this one, and takes back the owner's rights to it where they are missing.</summary>
    /// <returns>Null when it is gone or no folder any more.</returns>
    /// <exception cref="UnauthorizedAccessException">It stays closed to this process.</exception>
    /// <exception cref="IOException">This process has no descriptor or no memory for it.</exception>
    public OpenFolder? Open(byte[] name)
    {
        if (TryOpen(Id, name, out var error) is { } opened) return opened;
        return error switch
        {
            NoSuchFile or NotAFolder or TooManyLinks => null,
            AccessDenied => throw new UnauthorizedAccessException("A folder stays closed to its owner."),
            _ => throw new IOException($"A folder could not be opened, error {error}."),
        };
    }

    /// <summary>What the system says of an entry; null when it is gone.</summary>
    public FileFacts? FactsOf(byte[] name) => FileFacts.Of(Id, name);

    /// <summary>Names of all entries, each with the zero that ends it; what comes and goes meanwhile may be missing.</summary>
    public IEnumerable<byte[]> Names()
    {
        _ = LibC.Seek(Id, 0, 0); // from the beginning, also the second time
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (LibC.ReadEntries(ReadEntriesCall, Id, buffer, BufferBytes) is var filled and > 0)
            {
                for (var at = 0; at < filled; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)))
                {
                    var rest = buffer.AsSpan(at + NameOffset);
                    var name = rest[..(rest.IndexOf((byte)0) + 1)].ToArray();
                    if (name is not ([(byte)'.', 0] or [(byte)'.', (byte)'.', 0])) yield return name;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Removes an entry that is no folder.</summary>
    /// <returns>False for a folder.</returns>
    /// <exception cref="IOException">It could not be removed.</exception>
    public bool TryRemoveFile(byte[] name)
    {
        const int isFolder = 21; // EISDIR
        if (LibC.Remove(Id, name, 0) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            NoSuchFile => true,
            isFolder => false,
            _ => throw new IOException($"A file could not be removed, error {error}."),
        };
    }

    /// <summary>Removes an empty folder.</summary>
    /// <exception cref="IOException">It could not be removed.</exception>
    public void RemoveFolder(byte[] name)
    {
        const int folder = 0x200; // AT_REMOVEDIR
        if (LibC.Remove(Id, name, folder) != 0)
            throw new IOException($"A folder could not be removed, error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Moves an entry of this folder to another, under a name that nothing has.</summary>
    /// <exception cref="IOException">It could not be moved.</exception>
    public void Move(byte[] name, OpenFolder to)
    {
        byte[] free = [.. Encoding.UTF8.GetBytes($"{Guid.NewGuid():N}"), 0];
        if (LibC.Rename(Id, name, to.Id, free) != 0)
            throw new IOException($"A folder could not be moved, error {Marshal.GetLastPInvokeError()}.");
    }

    public void Dispose() => _handle.Dispose();

    private int Id => (int)_handle.DangerousGetHandle();

    private static OpenFolder? TryOpen(int parent, byte[] name, out int error)
    {
        if (FileFacts.Of(parent, name) is { IsFolder: true, IsOpenToOwner: false }) Reopen(parent, name);
        var opened = LibC.Open(parent, name, AsFolder);
        error = Marshal.GetLastPInvokeError();
        return opened < 0 ? null : new OpenFolder(opened);
    }

    /// <summary>By its descriptor: nothing else can get the rights, whatever its name means by then.</summary>
    private static void Reopen(int parent, byte[] name)
    {
        var opened = LibC.Open(parent, name, PathOnly);
        if (opened < 0) return;
        using var folder = new SafeFileHandle(opened, ownsHandle: true);
        _ = LibC.ChangeMode($"/proc/self/fd/{opened}", OwnersAlone);
    }
}
