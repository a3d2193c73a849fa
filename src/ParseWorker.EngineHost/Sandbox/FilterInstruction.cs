using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>
/// An instruction of a seccomp filter, struct sock_filter: classic BPF, as the kernel's Documentation/userspace-api/seccomp_filter.rst
/// has it. Jumps count the instructions that they leave out.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand)
{
    private const uint AllowAction = 0x7FFF_0000; // SECCOMP_RET_ALLOW
    private const uint ErrorAction = 0x0005_0000; // SECCOMP_RET_ERRNO

    /// <summary>Offsets in seccomp_data; every argument takes eight bytes.</summary>
    private const uint CallNumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ArgumentsOffset = 16;
    private const uint ArgumentBytes = 8;

    public static FilterInstruction LoadNumber => new(0x20, 0, 0, CallNumberOffset); // BPF_LD | BPF_W | BPF_ABS

    public static FilterInstruction LoadArchitecture => new(0x20, 0, 0, ArchitectureOffset);

    /// <summary>The call does not take place, and is said to have been done.</summary>
    public static FilterInstruction Pretend => Fail(0);

    public static FilterInstruction Allow => new(0x06, 0, 0, AllowAction); // BPF_RET | BPF_K

    /// <summary>The lower half of an argument, counted from 0: all that the kernel takes of an int.</summary>
    public static FilterInstruction LoadArgument(uint index) => new(0x20, 0, 0, ArgumentsOffset + (index * ArgumentBytes));

    /// <summary>The upper half of an argument.</summary>
    public static FilterInstruction LoadUpperArgument(uint index) =>
        new(0x20, 0, 0, ArgumentsOffset + (index * ArgumentBytes) + sizeof(uint));

    /// <summary>The call does not take place, and fails with this error.</summary>
    public static FilterInstruction Fail(ushort error) => new(0x06, 0, 0, ErrorAction | error);

    /// <summary>Keeps these bits of what was loaded.</summary>
    public static FilterInstruction Keep(uint bits) => new(0x54, 0, 0, bits); // BPF_ALU | BPF_AND | BPF_K

    public static FilterInstruction Jump(uint over) => new(0x05, 0, 0, over); // BPF_JMP | BPF_JA

    public static FilterInstruction IfEqual(uint value, int jump, int otherwise) =>
        new(0x15, checked((byte)jump), checked((byte)otherwise), value); // BPF_JMP | BPF_JEQ | BPF_K

    public static FilterInstruction IfNotBelow(uint value, int jump, int otherwise) =>
        new(0x35, checked((byte)jump), checked((byte)otherwise), value); // BPF_JMP | BPF_JGE | BPF_K

    public static FilterInstruction IfAnyOf(uint bits, int jump, int otherwise) =>
        new(0x45, checked((byte)jump), checked((byte)otherwise), bits); // BPF_JMP | BPF_JSET | BPF_K
}
