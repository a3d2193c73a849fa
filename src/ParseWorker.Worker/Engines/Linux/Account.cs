using System.Runtime.InteropServices;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>A user of this machine.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Group">The number of its main group.</param>
internal sealed record Account(uint Id, uint Group)
{
    private const uint Root = 0;

    /// <summary>Offsets in struct passwd of 64 bits: after the name and the password come the numbers.</summary>
    private const int IdOffset = 16;
    private const int GroupOffset = 20;

    public bool IsRoot => Id == Root;

    /// <summary>The user that this process runs as.</summary>
    public static Account Own { get; } = new(LibC.EffectiveUser(), LibC.EffectiveGroup());

    /// <summary>Looks a user up by name.</summary>
    /// <returns>Null when there is none.</returns>
    public static Account? Find(string name) => LibC.FindUser(name) is var found && found == 0
        ? null
        : new((uint)Marshal.ReadInt32(found, IdOffset), (uint)Marshal.ReadInt32(found, GroupOffset));

    /// <summary>Makes a file or folder this user's; one that a link leads to stays as it is.</summary>
    /// <exception cref="UnauthorizedAccessException">This process may not give files away.</exception>
    public void Take(string path)
    {
        if (LibC.ChangeOwner(path, Id, Group) != 0)
            throw new UnauthorizedAccessException($"{path} could not be given to the user that engine hosts run as.");
    }
}
