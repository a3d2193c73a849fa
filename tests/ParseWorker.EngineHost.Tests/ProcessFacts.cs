using System.Globalization;
using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost.Tests;

/// <summary>What Linux tells about a process (proc(5)).</summary>
internal static partial class ProcessFacts
{
    private const int State = 0;
    private const int Session = 3;
    private const int Nice = 16;

    public static int SessionOf(int id) => int.Parse(Fields(id)![Session], CultureInfo.InvariantCulture);

    /// <summary>The nice values of all its threads.</summary>
    public static IReadOnlyList<int> NicenessOf(int id) =>
        [.. Directory.GetDirectories($"/proc/{id}/task")
            .Select(thread => int.Parse(Fields($"{id}/task/{Path.GetFileName(thread)}")![Nice], CultureInfo.InvariantCulture))];

    /// <summary>Gone, or a zombie that nobody waits for.</summary>
    public static bool IsDead(int id) => Fields(id) is not { } fields || fields[State] == "Z";

    /// <summary>Sends a signal by number.</summary>
    public static void Signal(int id, int signal) => Assert.Equal(0, Kill(id, signal));

    /// <summary>The fields after the name, which may hold spaces.</summary>
    private static string[]? Fields(int id) => Fields(id.ToString(CultureInfo.InvariantCulture));

    private static string[]? Fields(string task)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{task}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int id, int signal);
}
