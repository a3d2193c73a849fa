using static ParseWorker.EngineHost.Sandbox.FilterInstruction;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>Calls that engines make, and may make with some arguments only. What judges one ends with an answer.</summary>
internal static class JudgedCalls
{
    private const ushort NotPermitted = 1; // EPERM
    private const ushort NoSuchCall = 38; // ENOSYS

    private const uint LocalFamily = 1; // AF_UNIX
    private const uint Stream = 1; // SOCK_STREAM
    private const uint TypeBits = 0xF; // the rest are flags

    /// <summary>
    /// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET; and CLONE_PARENT, whose child is the worker's: nobody would count
    /// or end it.
    /// </summary>
    private const uint NewNamespaceOrParent = 0x7E02_8000;

    /// <summary>MAP_SHARED and MAP_ANONYMOUS: memory that stays when nobody maps it any more, and counts as nobody's then.</summary>
    private const uint SharedAndNobodys = 0x21;

    private const uint FirstNegative = 0x8000_0000;
    private const uint ParentDeathSignal = 1; // PR_SET_PDEATHSIG
    private const uint ChildSubreaper = 36; // PR_SET_CHILD_SUBREAPER
    private const uint Dumpable = 4; // PR_SET_DUMPABLE: the worker could not see its open files any more

    // Whom the kernel signals when something happens to a file; that is not asked by kill(2).
    private const uint SetOwner = 8; // F_SETOWN
    private const uint SetSignal = 10; // F_SETSIG
    private const uint SetOwnerExtended = 15; // F_SETOWN_EX
    private const uint SetFileOwner = 0x8901; // FIOSETOWN
    private const uint SetSocketGroup = 0x8902; // SIOCSPGRP

    /// <summary>
    /// CLONE_THREAD and CLONE_FILES. A thread with open files of its own would hold files where nobody looks: the worker sees those of
    /// processes.
    /// </summary>
    private const uint Thread = 0x1_0000;
    private const uint ThreadAndFiles = Thread | 0x400;
    private const uint OwnFiles = 2; // CLOSE_RANGE_UNSHARE

    /// <summary>O_TRUNC, and the bits that say whether a file is opened to read, to write, for both, or for neither.</summary>
    private const uint Emptying = 0x200;
    private const uint EmptyingAndAccess = Emptying | AccessBits;
    private const uint AccessBits = 3;

    // Buffers that the kernel holds, larger than those that the worker reckons with.
    private const uint SetPipeSize = 1031; // F_SETPIPE_SZ
    private const uint OfSockets = 1; // SOL_SOCKET
    private const uint SendBuffer = 7; // SO_SNDBUF
    private const uint SendBufferForce = 32; // SO_SNDBUFFORCE

    public static FilterInstruction Refuse => Fail(NotPermitted);

    /// <param name="worker">The worker's process id, which no signal may be sent to.</param>
    public static IEnumerable<(SystemCall Call, FilterInstruction[] Judgement)> For(int worker) =>
    [
        (new("socket", 41, 198), LocalStreams),
        (new("socketpair", 53, 199), LocalStreams),

        // LibreOffice wants a local socket in /tmp to listen on, where nobody will come.
        (new("bind", 49, 200), [Pretend]),
        (new("listen", 50, 201), [Pretend]),
        (new("sendto", 44, 206), WithoutAddress),
        (new("setsockopt", 54, 208),
            [
                LoadArgument(1), IfEqual(OfSockets, 0, 3),
                LoadArgument(2), IfEqual(SendBuffer, 2, 0), IfEqual(SendBufferForce, 1, 0),
                Allow, Refuse,
            ]),

        // Linux empties a file that is opened to read, or for neither, too; Landlock 1 and 2 ask for no right to write then.
        (new("open", 2, null), WithoutEmptying(argument: 1)),
        (new("openat", 257, 56), WithoutEmptying(argument: 2)),
        (new("openat2", 437, 437), [Fail(NoSuchCall)]),

        (new("prlimit64", 302, 261), [LoadArgument(0), IfEqual(0, 0, 1), Allow, Refuse]),
        (new("prctl", 157, 167),
            [LoadArgument(0), IfEqual(ParentDeathSignal, 3, 0), IfEqual(ChildSubreaper, 2, 0), IfEqual(Dumpable, 1, 0), Allow, Refuse]),
        (new("fcntl", 72, 25),
            [
                LoadArgument(1), IfEqual(SetOwner, 4, 0), IfEqual(SetSignal, 3, 0), IfEqual(SetOwnerExtended, 2, 0),
                IfEqual(SetPipeSize, 1, 0), Allow, Refuse,
            ]),
        (new("ioctl", 16, 29), [LoadArgument(1), IfEqual(SetFileOwner, 2, 0), IfEqual(SetSocketGroup, 1, 0), Allow, Refuse]),

        // Libraries spread their threads over the processors; a host may not move the worker's.
        (new("sched_setaffinity", 203, 122), [Pretend]),

        // Also to every process at once, or to a group: both are negative.
        (new("kill", 62, 129),
            [LoadArgument(0), IfNotBelow(FirstNegative, 2, 0), IfEqual((uint)worker, 1, 0), Allow, Refuse]),
        (new("tgkill", 234, 131), [LoadArgument(0), IfEqual((uint)worker, 1, 0), Allow, Refuse]),

        // Its flags are in memory, where a filter does not see them. Where there is none, libc takes clone(2).
        (new("clone3", 435, 435), [Fail(NoSuchCall)]),
        (new("clone", 56, 220),
            [
                LoadArgument(0), IfAnyOf(NewNamespaceOrParent, 3, 0),
                Keep(ThreadAndFiles), IfEqual(Thread, 1, 0), Allow, Refuse,
            ]),
        (new("close_range", 436, 436), [LoadArgument(2), IfAnyOf(OwnFiles, 1, 0), Allow, Refuse]),
        (new("mmap", 9, 222),
            [LoadArgument(3), Keep(SharedAndNobodys), IfEqual(SharedAndNobodys, 1, 0), Allow, Refuse]),
    ];

    private static FilterInstruction[] WithoutEmptying(uint argument) =>
    [
        LoadArgument(argument), Keep(EmptyingAndAccess),
        IfEqual(Emptying, 2, 0), IfEqual(EmptyingAndAccess, 1, 0), Allow, Refuse,
    ];

    private static FilterInstruction[] LocalStreams =>
    [
        LoadArgument(0), IfEqual(LocalFamily, 0, 4),
        LoadArgument(1), Keep(TypeBits), IfEqual(Stream, 0, 1),
        Allow, Refuse,
    ];

    private static FilterInstruction[] WithoutAddress =>
        [LoadArgument(4), IfEqual(0, 0, 3), LoadUpperArgument(4), IfEqual(0, 0, 1), Allow, Refuse];
}
