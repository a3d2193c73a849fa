using System.Runtime.InteropServices;
using System.Text;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Sandbox;

/// <summary>
/// Closes the files of the machine to engine hosts and to all that they start, root's too: they read their programs, the system's and the
/// documents, and make files in the worker's folder only, where they are counted. What a process outside keeps to itself, as the worker
/// does the credentials in its environment, stays closed with it. No privilege is needed: Landlock, as the kernel's
/// Documentation/userspace-api/landlock.rst has it. Sockets may be made anywhere and files removed as ever: LibreOffice has its own in /tmp.
/// </summary>
internal sealed class FileFence(IEnumerable<string> readable, string writable)
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;

    private const uint AskVersion = 1; // LANDLOCK_CREATE_RULESET_VERSION
    private const int BelowPath = 1; // LANDLOCK_RULE_PATH_BENEATH
    private const int SetNoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const int OpenPath = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC

    private const ulong WriteFile = 1 << 1;
    private const ulong Read = (1 << 2) | (1 << 3); // READ_FILE, READ_DIR
    private const ulong Make = (1 << 7) | (1 << 8) | (1 << 12); // MAKE_DIR, MAKE_REG, MAKE_SYM

    /// <summary>Moving between directories, which is refused everywhere unless it is named; from version 2.</summary>
    private const ulong Refer = 1 << 13;

    /// <summary>Cutting files off; from version 3.</summary>
    private const ulong Truncate = 1 << 14;

    private const uint CapabilityVersion = 0x2008_0522; // _LINUX_CAPABILITY_VERSION_3
    private const int CapabilitySets = 3; // effective, permitted, inheritable; first the lower 32 of each, then the others

    /// <summary>CAP_SYS_PTRACE, CAP_SYS_ADMIN, CAP_PERFMON.</summary>
    private static readonly int[] Insight = [19, 21, 38];

    /// <summary>What Linux distributions keep programs, fonts, data and facts about the machine in.</summary>
    private static readonly string[] Installed = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/etc", "/sys", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"];

    /// <summary>Devices such as /dev/null, and a process's own settings: nothing can be made in there.</summary>
    private static readonly string[] Given = ["/dev", "/proc"];

    /// <summary>What hosts need.</summary>
    public static FileFence For(EngineOptions options, WorkFolder work)
    {
        string?[] own =
        [
            AppContext.BaseDirectory, HostCommandLine.RuntimeRoot, Path.GetDirectoryName(HostCommandLine.PathOf(options)),
            HostCommandLine.OcrModelsOf(options), Path.GetDirectoryName(options.TesseractCommand), Path.GetDirectoryName(options.OfficeCommand),
        ];
        return new FileFence(own.OfType<string>(), work.Path);
    }

    /// <summary>
    /// Puts the calling thread behind the fence, and all that it starts from now on. One thread: .NET has several before it runs a line of
    /// ours, so that a host cannot do this for itself.
    /// </summary>
    /// <returns>False when this kernel does not do so.</returns>
    public bool TryEnter()
    {
        var version = Call(CreateRuleset, null, 0, AskVersion);
        if (version < 1) return false;

        var write = WriteFile | Make | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0);
        var rules = (int)Call(CreateRuleset, BitConverter.GetBytes(Read | write), sizeof(ulong), 0);
        if (rules < 0) return false;
        try
        {
            foreach (var path in Installed.Concat(readable)) Allow(rules, path, Read);
            foreach (var path in Given) Allow(rules, path, Read | (write & (WriteFile | Truncate)));
            Allow(rules, writable, Read | write);
            return ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) == 0 && TryDropInsight() && Restrict(RestrictSelf, rules, 0) == 0;
        }
        finally
        {
            _ = Close(rules);
        }
    }

    /// <summary>
    /// Takes from root what lets it look into any process whatever Landlock says; programs that it starts get it back no more, since they
    /// gain no privilege. Others have none of it.
    /// </summary>
    private static bool TryDropInsight()
    {
        byte[] header = [.. BitConverter.GetBytes(CapabilityVersion), 0, 0, 0, 0];
        var sets = new byte[2 * CapabilitySets * sizeof(uint)];
        if (GetCapabilities(header, sets) != 0) return false;

        foreach (var capability in Insight)
        {
            var half = capability / 32 * CapabilitySets;
            for (var set = half; set < half + CapabilitySets; set++) sets[(set * sizeof(uint)) + (capability % 32 / 8)] &= (byte)~(1 << (capability % 8));
        }

        return SetCapabilities(header, sets) == 0;
    }

    /// <summary>A path that this system does not have needs no rule.</summary>
    private static void Allow(int rules, string path, ulong access)
    {
        var opened = Open(Encoding.UTF8.GetBytes(path + '\0'), OpenPath);
        if (opened < 0) return;

        // struct landlock_path_beneath_attr, which is packed.
        byte[] rule = [.. BitConverter.GetBytes(access), .. BitConverter.GetBytes(opened)];
        _ = Add(AddRule, rules, BelowPath, rule, 0);
        _ = Close(opened);
    }

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, byte[]? attributes, nint size, uint flags);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Add(nint number, nint rules, nint kind, byte[] rule, nint flags);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Restrict(nint number, nint rules, nint flags);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ProcessControl(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    [DllImport("libc", EntryPoint = "capget")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetCapabilities(byte[] header, byte[] sets);

    [DllImport("libc", EntryPoint = "capset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetCapabilities(byte[] header, byte[] sets);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
