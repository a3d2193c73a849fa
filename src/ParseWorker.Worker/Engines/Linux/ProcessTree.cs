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

    /// <summary>What a process and its descendants have had of the processors; nothing when it is gone.</summary>
    public static ProcessorUse ProcessorUseOf(int root)
    {
        var ids = Of(root, most: int.MaxValue);
        return new ProcessorUse(
            TimeSpan.FromSeconds((double)ids.Sum(TicksOf) / TicksPerSecond),
            ids.SelectMany(id => Entries($"/proc/{id}/task"))
                .Any(thread => Stat(thread)?[StateField] is { } state && Wanting.Contains(state, StringComparison.Ordinal)));
    }

    /// <summary>
    /// What a process has had of the processors, with those of its children that have ended; zero when it is gone. One file is read.
    /// </summary>
    public static TimeSpan ProcessorTimeOf(int id) => TimeSpan.FromSeconds((double)TicksOf(id) / TicksPerSecond);

    /// <summary>Processes that it started or adopted, those included that have ended and were not waited for.</summary>
    public static IEnumerable<int> ChildrenOf(int id) =>
        from thread in Entries($"/proc/{id}/task")
        from child in (Read($"{thread}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);

    /// <summary>Kills what is left of a session whose leader has ended. Looks at every process of the machine.</summary>
    public static void KillSession(int session) => KillSession(session, All);

    /// <summary>As <see cref="KillSession(int)"/>, of the processes that a look at the machine finds.</summary>
    /// <param name="session">The session's id: its leader's.</param>
    /// <param name="look">Asked again until it finds nobody new of the session.</param>
    public static void KillSession(int session, Func<IEnumerable<int>> look)
    {
        // The kernel ends a group as one, and with it a process that goes on in one child after the other; hosts and theirs cannot leave
        // their group. The rest is for what may. Again until nothing new is there: one that was killed may have started another meanwhile.
        _ = LibC.Signal(-session, LibC.SigKill);
        var killed = new HashSet<int>();
        int before;
        do
        {
            before = killed.Count;
            foreach (var id in look().Where(id => SessionOf(id) == session && killed.Add(id))) _ = LibC.Signal(id, LibC.SigKill);
        }
        while (killed.Count > before);
    }

    /// <summary>
    /// Kills it and everything below it. Each is stopped before its children are listed, so that it starts none afterwards.
    /// As <c>Process.Kill(entireProcessTree)</c>, which looks at every process of the machine for that.
    /// </summary>
    public static void Kill(int root)
    {
        var stopped = new List<int> { root };
        for (var next = 0; next < stopped.Count; next++)
        {
            if (LibC.Signal(stopped[next], LibC.SigStop) != 0) continue;

            // kill(2) returns before the process stops, and a fork(2) that is under way gets done.
            SpinWait.SpinUntil(() => IsStill(stopped[next]), StopsWithin);
            stopped.AddRange(ChildrenOf(stopped[next]));
        }

        _ = LibC.Signal(-root, LibC.SigKill); // who was not there when it was looked for
        foreach (var id in stopped) _ = LibC.Signal(id, LibC.SigKill);
    }

    /// <summary>It and everything below it. Not by recursion: a process may make chains that are longer than the stack.</summary>
    /// <param name="root">It.</param>
    /// <param name="most">Where looking ends.</param>
    public static IReadOnlyList<int> Of(int root, int most)
    {
        var found = new List<int> { root };
        for (var next = 0; next < found.Count && found.Count <= most; next++) found.AddRange(ChildrenOf(found[next]));
        return found;
    }

    private static bool IsStill(int id) =>
        Entries($"/proc/{id}/task").All(thread =>
            Stat(thread)?[StateField] is not { } state || Still.Contains(state, StringComparison.Ordinal));

    private static IEnumerable<int> All() =>
        from folder in Entries("/proc")
        let name = Path.GetFileName(folder)
        where char.IsAsciiDigit(name[0])
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static long TicksOf(int id) =>
        Stat($"/proc/{id}")?.Skip(FirstTimeField).Take(TimeFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) ?? 0;

    private static int? SessionOf(int id) =>
        Stat($"/proc/{id}") is { } fields ? int.Parse(fields[SessionField], CultureInfo.InvariantCulture) : null;

    private static string[]? Stat(string folder) =>
        Read($"{folder}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    internal static string[] Entries(string folder)
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

    internal static string? Read(string file)
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
    internal static bool IsGone(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
