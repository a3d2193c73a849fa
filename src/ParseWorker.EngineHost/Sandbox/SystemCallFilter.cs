using System.Runtime.InteropServices;
using static ParseWorker.EngineHost.Sandbox.FilterInstruction;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>
/// Gives up the network, other processes, memory that nobody counts and the machine's settings, for this process and whatever it starts,
/// for good: seccomp(2) refuses the calls that lead there. No privilege is needed.
/// </summary>
internal static class SystemCallFilter
{
    /// <summary>Calls of the x32 kind: the same kernel under other numbers.</summary>
    private const uint OtherNumbers = 0x4000_0000;

    private static readonly Machine? Here = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => new(0xC000_003E, 317, call => call.X64),
        Architecture.Arm64 => new(0xC000_00B7, 277, call => call.Arm64),
        _ => null,
    };

    /// <summary>Puts the filter in force on every thread; those to come inherit it.</summary>
    /// <param name="worker">The worker's process id.</param>
    /// <returns>False when this kernel or processor does not do so, and standard error says why.</returns>
    public static unsafe bool TryInstall(int worker)
    {
        if (Here is not { } machine) return Failed("this processor's calls are not known");

        // A filter without privilege wants a process that can gain none.
        if (KernelCalls.ProcessControl(KernelCalls.SetNoNewPrivileges, 1, 0, 0, 0) != 0) return Failed("prctl refused no_new_privs");
        var code = Program(machine, worker);
        fixed (FilterInstruction* instructions = code)
        {
            var program = new FilterProgram((ushort)code.Length, instructions);
            var result = KernelCalls.Call(machine.Seccomp, KernelCalls.SetFilter, KernelCalls.OnEveryThread, (nint)(&program));
            return result == 0 || Failed($"seccomp answered {result}, error {Marshal.GetLastPInvokeError()}");
        }
    }

    private static FilterInstruction[] Program(Machine machine, int worker)
    {
        var refused = RefusedCalls.All.Select(machine.NumberOf).OfType<uint>().ToList();
        return
        [
            LoadArchitecture,
            IfEqual(machine.Audit, 1, 0),
            JudgedCalls.Refuse,
            LoadNumber,
            IfNotBelow(OtherNumbers, 0, 1),
            JudgedCalls.Refuse,
            .. refused.Select((call, index) => IfEqual(call, refused.Count - index, 0)),
            Jump(1),
            JudgedCalls.Refuse,
            .. JudgedCalls.For(worker).SelectMany(judged => Judge(machine.NumberOf(judged.Call)!.Value, judged.Judgement)),
            Allow,
        ];
    }

    private static IEnumerable<FilterInstruction> Judge(uint call, FilterInstruction[] judgement) =>
        judgement.Prepend(IfEqual(call, 0, judgement.Length));

    private static bool Failed(string why)
    {
        Console.Error.WriteLine($"The engine host keeps the network: {why}.");
        return false;
    }

    /// <param name="Audit">AUDIT_ARCH_…: how the kernel names it.</param>
    /// <param name="Seccomp">The number of seccomp(2).</param>
    /// <param name="NumberOf">A call's number on it; null where it has none.</param>
    private sealed record Machine(uint Audit, int Seccomp, Func<SystemCall, uint?> NumberOf);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct FilterProgram(ushort length, FilterInstruction* instructions)
    {
        public readonly ushort Length = length;
        public readonly FilterInstruction* Instructions = instructions;
    }
}
