using System.Globalization;
using System.Runtime.InteropServices;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>What Linux says a process has used (proc(5)).</summary>
internal static class ProcessCost
{
    // Counted from the field behind the name, which may hold blanks: utime, stime, cutime, cstime.
    private static readonly Range Times = 11..15;

    /// <summary>Processor time of the process and of its children that ended.</summary>
    public static TimeSpan Cpu(int id)
    {
        var line = File.ReadAllText($"/proc/{id}/stat");
        var ticks = line[(line.LastIndexOf(')') + 2)..].Split(' ')[Times].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond(ClockTicks));
    }

    /// <summary>The most memory the process had resident at any moment.</summary>
    public static long PeakBytes(int id) =>
        1024 * long.Parse(File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private const int ClockTicks = 2;

    [DllImport("libc", EntryPoint = "sysconf")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long TicksPerSecond(int name);
}
