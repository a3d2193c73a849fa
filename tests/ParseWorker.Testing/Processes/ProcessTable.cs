using System.Globalization;

namespace ParseWorker.Testing.Processes;

/// <summary>Who started whom, as the kernel tells.</summary>
internal static class ProcessTable
{
    /// <summary>The processes that <paramref name="parent"/> started and that live.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(process => ParentOf(process) == parent)];

    private static int? ParentOf(int process)
    {
        try
        {
            // The name in parentheses may hold anything; state and parent follow the last one.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return null;
        }
    }
}
