using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>
/// Landlock's three calls, which libc has no functions for (landlock(7); the kernel's Documentation/userspace-api/landlock.rst). Their
/// numbers are the same on every processor.
/// </summary>
internal static partial class Landlock
{
    private const nint CreateRulesetCall = 444;
    private const nint AddRuleCall = 445;
    private const nint RestrictSelfCall = 446;

    private const nint AskVersion = 1; // LANDLOCK_CREATE_RULESET_VERSION
    private const int BelowPath = 1; // LANDLOCK_RULE_PATH_BENEATH

    /// <summary>LANDLOCK_ACCESS_NET_BIND_TCP and CONNECT_TCP; from version 4.</summary>
    private const ulong Tcp = 3;

    /// <summary>LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and SIGNAL; from version 6.</summary>
    private const ulong SocketsAndSignals = 3;

    /// <summary>The kernel's version of Landlock, 1 or more; less where there is none.</summary>
    public static int Version() => (int)Create(CreateRulesetCall, default, 0, AskVersion);

    /// <summary>
    /// A set of rules that refuses these accesses to files where no rule grants them; TCP, abstract sockets of others, and signals to
    /// others, as far as this version knows them.
    /// </summary>
    /// <returns>Its descriptor, to be closed; negative when it failed.</returns>
    public static int CreateRuleset(int version, ulong refused)
    {
        ulong[] attributes = version switch
        {
            >= 6 => [refused, Tcp, SocketsAndSignals],
            >= 4 => [refused, Tcp],
            _ => [refused],
        };
        var bytes = MemoryMarshal.AsBytes(attributes.AsSpan());
        return (int)Create(CreateRulesetCall, bytes, bytes.Length, 0);
    }

    /// <summary>Grants an access to what is opened, and to all below it.</summary>
    /// <returns>False when the kernel refused.</returns>
    public static bool TryAllow(int ruleset, ulong access, int opened)
    {
        // struct landlock_path_beneath_attr, which is packed.
        Span<byte> rule = stackalloc byte[sizeof(ulong) + sizeof(int)];
        BitConverter.TryWriteBytes(rule, access);
        BitConverter.TryWriteBytes(rule[sizeof(ulong)..], opened);
        return Add(AddRuleCall, ruleset, BelowPath, rule, 0) == 0;
    }

    /// <summary>Puts the rules in force for the calling thread and all that it starts.</summary>
    /// <returns>False when the kernel refused.</returns>
    public static bool TryRestrictSelf(int ruleset) => Restrict(RestrictSelfCall, ruleset, 0) == 0;

    // Each call as it is declared: KernelCalls.Call has no spans.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Create(nint number, ReadOnlySpan<byte> attributes, nint size, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Add(nint number, nint ruleset, nint kind, ReadOnlySpan<byte> rule, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Restrict(nint number, nint ruleset, nint flags);
}
