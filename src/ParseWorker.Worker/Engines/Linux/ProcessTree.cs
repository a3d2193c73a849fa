using System.Globalization;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// A process and everything below it, as Linux tells (proc(5)). A host adopts its orphans, so nothing leaves its tree by forking twice.
/// </summary>
internal static class ProcessTree
{
    /// <summary>Fields after the name in <c>stat</c>: state, parent, group, session.</summary>
    private const int StateField = 0;
    private const int SessionField = 3;

    /// <summary>Processor time in user and kernel mode, and that of children that were waited for; hundredths of a second.</summary>
    private const int FirstTimeField = 11;
    private const int TimeFields = 4;
    private const int TicksPerSecond = 100;

    /// <summary>States of a thread that wants a processor, or the disk.</summary>
    private const string Wanting = "RD";

    /// <summary>States of a thread that starts nothing any more: stopped, traced, ended and not waited for, dead.</summary>
    private const string Still = "TtZX";

    /// <summary>A process stops within microseconds, but one in a vfork(2) not before its child does, and that may be stopped.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Bytes of a process and its descendants that are in memory; 0 when it is gone. Pages that they share count for each.
    /// </summary>
    public static long ResidentBytes(int root) => Tree(root).Sum(ResidentBytesOf);

    /// <summary>What a process and its descendants have had of the processors; nothing when it is gone.</summary>
    public static ProcessorUse ProcessorUseOf(int root)
    {
        var ids = Tree(root).ToList();
        return new ProcessorUse(
            TimeSpan.FromSeconds((double)ids.Sum(TicksOf) / TicksPerSecond),
            ids.SelectMany(id => Entries($"/proc/{id}/task"))
                .Any(thread => Stat(thread)?[StateField] is { } state && Wanting.Contains(state, StringComparison.Ordinal)));
    }

    /// <summary>
    /// Bytes of files in a folder that were removed from it and are still open in the tree: they take room until they are closed.
    /// </summary>
    public static long RemovedBytes(int root, string folder) => (
        from id in Tree(root)
        from file in Entries($"/proc/{id}/fd")
        where new FileInfo(file).LinkTarget is { } target
            && target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith(" (deleted)", StringComparison.Ordinal)
        select FileBlocks.BytesOf(file)).Sum();

    /// <summary>Processes that it started or adopted, those included that have ended and were not waited for.</summary>
    public static IEnumerable<int> ChildrenOf(int id) =>
        from thread in Entries($"/proc/{id}/task")
        from child in (Read($"{thread}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);

    /// <summary>Kills what is left of a session whose leader has ended. Looks at every process of the machine.</summary>
    public static void KillSession(int session)
    {
        // Again until nothing new is there: one that was killed may have started another after it was looked at.
        var killed = new HashSet<int>();
        int before;
        do
        {
            before = killed.Count;
            foreach (var id in All().Where(id => SessionOf(id) == session && killed.Add(id))) _ = LibC.Signal(id, LibC.SigKill);
        }
        while (killed.Count > before);
    }

    /// <summary>
    /// Kills it and everything below it. Each is stopped before its children are listed, so that it starts none afterwards.
    /// As <c>Process.Kill(entireProcessTree)</c>, which looks at every process of the machine for that.
    /// </summary>
    public static void Kill(int root)
    {
        foreach (var id in Stopped(root).ToList()) _ = LibC.Signal(id, LibC.SigKill);
    }

    private static IEnumerable<int> Tree(int root) => ChildrenOf(root).SelectMany(Tree).Prepend(root);

    private static IEnumerable<int> Stopped(int root)
    {
        if (LibC.Signal(root, LibC.SigStop) != 0) return [];

        // kill(2) returns before the process stops, and a fork(2) that is under way gets done.
        SpinWait.SpinUntil(() => IsStill(root), StopsWithin);
        return ChildrenOf(root).SelectMany(Stopped).Prepend(root);
    }

    private static bool IsStill(int id) =>
        Entries($"/proc/{id}/task").All(thread =>
            Stat(thread)?[StateField] is not { } state || Still.Contains(state, StringComparison.Ordinal));

    private static IEnumerable<int> All() =>
        from folder in Entries("/proc")
        let name = Path.GetFileName(folder)
        where char.IsAsciiDigit(name[0])
        select int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>The second number of statm is the resident set in pages.</summary>
    private static long ResidentBytesOf(int id) => Read($"/proc/{id}/statm") is { } memory
        ? long.Parse(memory.Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : 0;

    private static long TicksOf(int id) =>
        Stat($"/proc/{id}")?.Skip(FirstTimeField).Take(TimeFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) ?? 0;

    private static int? SessionOf(int id) =>
        Stat($"/proc/{id}") is { } fields ? int.Parse(fields[SessionField], CultureInfo.InvariantCulture) : null;

    private static string[]? Stat(string folder) =>
        Read($"{folder}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return [];
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return null;
        }
    }

    /// <summary>A process that ends while it is looked at; its files then fail in either way.</summary>
    private static bool IsGone(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
