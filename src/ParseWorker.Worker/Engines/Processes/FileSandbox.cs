using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// Restricts the files that engine hosts and all that they start can reach, root's processes too. They read programs, the system's files
/// and documents; they make files only in the worker's folder, where they are counted; they cannot read another process's environment,
/// where the worker has its credentials. It needs no privilege (Landlock: the kernel's Documentation/userspace-api/landlock.rst). Sockets
/// may be made anywhere and files removed as ever: LibreOffice has its own in /tmp.
/// </summary>
/// <param name="readable">Directories to read, beside the system's own.</param>
/// <param name="writable">The directory to make files in.</param>
internal sealed class FileSandbox(IEnumerable<string> readable, string writable)
{
    private const int OpenPath = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC

    private const ulong WriteFile = 1 << 1;
    private const ulong Read = (1 << 2) | (1 << 3); // READ_FILE, READ_DIR
    private const ulong Make = (1 << 7) | (1 << 8) | (1 << 12); // MAKE_DIR, MAKE_REG, MAKE_SYM

    /// <summary>Moving between directories, which is refused everywhere unless it is named; from version 2.</summary>
    private const ulong Refer = 1 << 13;

    /// <summary>Cutting files off; from version 3.</summary>
    private const ulong Truncate = 1 << 14;

    /// <summary>What Linux distributions keep programs, fonts, data and facts about the machine in.</summary>
    private static readonly string[] Installed =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/etc", "/sys",
        "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
    ];

    /// <summary>Devices such as /dev/null, and a process's own settings: nothing can be made in there.</summary>
    private static readonly string[] Given = ["/dev", "/proc"];

    /// <summary>
    /// Puts the calling thread into the sandbox, and all that it starts from now on. One thread: .NET has several before it runs a line of
    /// ours, so that a host cannot do this for itself.
    /// </summary>
    /// <returns>False when this kernel does not do so.</returns>
    public bool TryEnter()
    {
        var version = Landlock.Version();
        if (version < 1) return false;

        var write = WriteFile | Make | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0);
        var rules = Landlock.CreateRuleset(Read | write);
        if (rules < 0) return false;
        try
        {
            foreach (var path in Installed.Concat(readable)) Allow(rules, path, Read);
            foreach (var path in Given) Allow(rules, path, Read | (write & (WriteFile | Truncate)));
            Allow(rules, writable, Read | write);
            return LibC.ProcessControl(LibC.SetNoNewPrivileges, 1, 0, 0, 0) == 0
                && Capabilities.TryDropInsight()
                && Landlock.TryRestrictSelf(rules);
        }
        finally
        {
            _ = LibC.Close(rules);
        }
    }

    /// <summary>A path that this system does not have needs no rule.</summary>
    private static void Allow(int rules, string path, ulong access)
    {
        var opened = LibC.Open(path, OpenPath);
        if (opened < 0) return;

        Landlock.Allow(rules, access, opened);
        _ = LibC.Close(opened);
    }
}
