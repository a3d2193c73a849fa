using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost;

/// <summary>
/// Gives up the network, for this process and whatever it starts, for good: seccomp(2) refuses to make a socket but for local
/// streams, and to connect one: LibreOffice wants a local socket to listen on, where nobody will come. With it go the calls that
/// would bring one in by another way, or reach into the worker: io_uring, ptrace and its kin. No privilege is needed.
/// The filter is classic BPF, as the kernel's Documentation/userspace-api/seccomp_filter.rst has it.
/// </summary>
internal static class NetworkFilter
{
    private const ushort LoadWord = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort JumpIfEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort JumpIfNotBelow = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private const ushort Return = 0x06; // BPF_RET | BPF_K
    private const ushort And = 0x54; // BPF_ALU | BPF_AND | BPF_K

    /// <summary>Offsets in seccomp_data.</summary>
    private const uint CallNumber = 0;
    private const uint CallArchitecture = 4;

    /// <summary>The lower halves of a call's first and second argument: all that the kernel takes of an int.</summary>
    private const uint FirstArgument = 16;
    private const uint SecondArgument = 24;

    private const uint LocalFamily = 1; // AF_UNIX
    private const uint Stream = 1; // SOCK_STREAM
    private const uint TypeBits = 0xF; // the rest are flags

    private const uint Allow = 0x7FFF0000;

    /// <summary>SECCOMP_RET_ERRNO with EPERM.</summary>
    private const uint Refuse = 0x00050000 | 1;

    /// <summary>Calls of the x32 kind: the same kernel under other numbers.</summary>
    private const uint OtherNumbers = 0x4000_0000;

    private static readonly Machine? Here = RuntimeInformation.ProcessArchitecture switch
    {
        // connect, ptrace, process_vm_readv, process_vm_writev, io_uring_setup, pidfd_getfd
        Architecture.X64 => new(0xC000_003E, 317, 41, [42, 101, 310, 311, 425, 438]),
        Architecture.Arm64 => new(0xC000_00B7, 277, 198, [203, 117, 270, 271, 425, 438]),
        _ => null,
    };

    /// <summary>Puts the filter in force on every thread; those to come inherit it.</summary>
    /// <returns>False when this kernel or processor does not do so, and standard error says why.</returns>
    public static unsafe bool TryInstall()
    {
        if (Here is not { } machine) return Failed("this processor's calls are not known");

        // A filter without privilege wants a process that can gain none.
        if (NativeMethods.ProcessControl(NativeMethods.SetNoNewPrivileges, 1, 0, 0, 0) != 0) return Failed("prctl refused no_new_privs");
        var code = Program(machine);
        fixed (Instruction* instructions = code)
        {
            var program = new FilterProgram((ushort)code.Length, instructions);
            var result = NativeMethods.SystemCall(machine.Seccomp, NativeMethods.SetFilter, NativeMethods.OnEveryThread, (nint)(&program));
            return result == 0 || Failed($"seccomp answered {result}, error {Marshal.GetLastPInvokeError()}");
        }
    }

    private static Instruction[] Program(Machine machine)
    {
        var refused = machine.Refused;

        // Jumps count the instructions they leave out; "refuse" is the last one.
        return
        [
            new(LoadWord, 0, 0, CallArchitecture),
            new(JumpIfEqual, 0, (byte)(refused.Length + 9), machine.Audit),
            new(LoadWord, 0, 0, CallNumber),
            new(JumpIfNotBelow, (byte)(refused.Length + 7), 0, OtherNumbers),
            .. refused.Select((call, index) => new Instruction(JumpIfEqual, (byte)(refused.Length + 6 - index), 0, call)),
            new(JumpIfEqual, 0, 5, machine.Socket),
            new(LoadWord, 0, 0, FirstArgument),
            new(JumpIfEqual, 0, 4, LocalFamily),
            new(LoadWord, 0, 0, SecondArgument),
            new(And, 0, 0, TypeBits),
            new(JumpIfEqual, 0, 1, Stream),
            new(Return, 0, 0, Allow),
            new(Return, 0, 0, Refuse),
        ];
    }

    private static bool Failed(string why)
    {
        Console.Error.WriteLine($"The engine host keeps the network: {why}.");
        return false;
    }

    /// <param name="Audit">AUDIT_ARCH_…: how the kernel names it.</param>
    /// <param name="Seccomp">The number of seccomp(2).</param>
    /// <param name="Socket">The number of socket(2).</param>
    /// <param name="Refused">The numbers of the calls to refuse.</param>
    private sealed record Machine(uint Audit, int Seccomp, uint Socket, uint[] Refused);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct FilterProgram(ushort length, Instruction* instructions)
    {
        public readonly ushort Length = length;
        public readonly Instruction* Instructions = instructions;
    }
}
