using System.Globalization;
using System.Runtime.InteropServices;

namespace ParseWorker.Benchmarks;

/// <summary>What Linux says a process has used (proc(5)).</summary>
internal static partial class ProcessCost
{
    private const int ClockTicks = 2; // _SC_CLK_TCK

    // Counted from after the name, which may hold spaces: utime, stime, cutime, cstime.
    private static readonly Range Times = 11..15;

    /// <summary>Processor time of the process and of its children that have ended.</summary>
    public static TimeSpan Cpu(int id) =>
        TimeSpan.FromSeconds((double)Fields(id)[Times]
            .Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond(ClockTicks));

    /// <summary>The same with the children that live; their children are left out.</summary>
    public static TimeSpan TreeCpu(int root) => Children(root).Aggregate(Cpu(root), (sum, child) => sum + CpuIfAlive(child));

    /// <summary>
    /// Processor time that all programs of the machine had since it started, the kernel's included: all but idle and iowait.
    /// </summary>
    public static TimeSpan MachineCpu()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToList();
        return TimeSpan.FromSeconds((double)(ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond(ClockTicks));
    }

    /// <summary>The process that started it.</summary>
    public static int ParentOf(int id) => int.Parse(Fields(id)[1], CultureInfo.InvariantCulture);

    /// <summary>The most memory the process had resident at any moment, in bytes.</summary>
    public static long PeakBytes(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static List<int> Children(int root) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && ParentIfAlive(id) == root)];

    private static int ParentIfAlive(int id) => IfAlive(() => ParentOf(id), -1);

    private static TimeSpan CpuIfAlive(int id) => IfAlive(() => Cpu(id), TimeSpan.Zero);

    private static T IfAlive<T>(Func<T> read, T gone)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return gone;
        }
    }

    private static string[] Fields(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    [LibraryImport("libc", EntryPoint = "sysconf")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long TicksPerSecond(int name);
}
