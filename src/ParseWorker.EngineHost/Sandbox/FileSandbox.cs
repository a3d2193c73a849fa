namespace ParseWorker.EngineHost.Sandbox;

/// <summary>
/// The files that a host and all that it starts can reach, whatever their owner's rights: programs and the data they come with, to read;
/// facts about the machine and about the host's own process, to read; its folder, to work in. No privilege is needed.
/// </summary>
/// <param name="folder">The host's folder: the only place where it makes, changes and removes files.</param>
/// <param name="programs">Folders of programs to read and run, beside the system's own.</param>
/// <param name="data">Folders to read.</param>
internal sealed class FileSandbox(string folder, IReadOnlyList<string> programs, IReadOnlyList<string> data)
{
    // LANDLOCK_ACCESS_FS_…
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong Remove = (1 << 4) | (1 << 5); // REMOVE_DIR, REMOVE_FILE
    private const ulong Make = (1 << 7) | (1 << 8) | (1 << 12); // MAKE_DIR, MAKE_REG, MAKE_SYM

    /// <summary>Cutting files off; from version 3.</summary>
    private const ulong Truncate = 1 << 14;

    /// <summary>What a rule for a file, not a folder, may name.</summary>
    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate;

    private const ulong Read = ReadFile | ReadFolder;

    private static readonly string[] Programs = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt"];

    /// <summary>What programs want to know of the machine. None of it is secret.</summary>
    private static readonly string[] Facts =
    [
        "/etc/ld.so.cache", "/etc/fonts", "/etc/libreoffice", "/etc/localtime", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf",
        "/etc/ssl/openssl.cnf", "/etc/dotnet", "/etc/papersize",
        "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
        "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems", "/proc/version", "/proc/sys/vm",
        "/sys/devices/system", "/sys/fs/cgroup", "/sys/kernel/mm/transparent_hugepage",
    ];

    /// <summary>Not /dev/zero: a shared map of it is memory that stays when nobody maps it any more.</summary>
    private static readonly string[] Devices = ["/dev/null", "/dev/full", "/dev/random", "/dev/urandom"];

    /// <summary>Puts the calling thread into the sandbox, and all that it becomes or starts from now on.</summary>
    /// <param name="version">Landlock's, 1 or more.</param>
    /// <returns>False when this kernel does not do so.</returns>
    /// <exception cref="SandboxException">The process's user cannot reach a folder that it was given.</exception>
    public bool TryEnter(int version)
    {
        var rules = Landlock.CreateRuleset(version, EverythingOf(version));
        if (rules < 0) return false;
        try
        {
            // Not REFER: what moves from folder to folder would not be found by the worker, which counts what is in each.
            var work = Read | WriteFile | Remove | Make | (version >= 3 ? Truncate : 0);
            MustBeReachable(programs.Concat(data).Append(folder));
            return Programs.Concat(programs).All(path => TryAllow(rules, path, Read | Execute))
                && Facts.Concat(data).All(path => TryAllow(rules, path, Read))
                && Devices.All(path => TryAllow(rules, path, ReadFile | WriteFile))
                && TryAllow(rules, folder, work)
                && TryAllowOwnProcess(rules)
                && Landlock.TryRestrictSelf(rules);
        }
        finally
        {
            _ = KernelCalls.Close(rules);
        }
    }

    /// <summary>Every access to files that a version can refuse.</summary>
    private static ulong EverythingOf(int version) => (1UL << (version switch { 1 => 13, 2 => 14, < 5 => 15, _ => 16 })) - 1;

    /// <summary>
    /// The process's own folder in /proc, which the runtime reads. It stays open: a rule is about what the kernel has in memory, and it
    /// would forget a folder of /proc that nobody holds.
    /// </summary>
    private static bool TryAllowOwnProcess(int rules)
    {
        var opened = KernelCalls.Open("/proc/self", KernelCalls.OpenPath);
        return opened >= 0 && Landlock.TryAllow(rules, Read, opened);
    }

    private static void MustBeReachable(IEnumerable<string> folders)
    {
        if (folders.FirstOrDefault(path => !Directory.Exists(path)) is not { } closed) return;
        throw new SandboxException(
            $"{closed} can't be reached by the user that engine hosts run as; make it readable, and all directories above it passable");
    }

    /// <summary>A path that this system does not have needs no rule.</summary>
    private static bool TryAllow(int rules, string path, ulong access)
    {
        var opened = KernelCalls.Open(path, KernelCalls.OpenPath | KernelCalls.CloseOnExecute);
        if (opened < 0) return true;

        var allowed = Landlock.TryAllow(rules, Directory.Exists(path) ? access : access & OfFiles, opened);
        _ = KernelCalls.Close(opened);
        return allowed;
    }
}
