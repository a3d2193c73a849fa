namespace ParseWorker.Worker.Engines.Linux;

/// <summary>What Landlock of an older kernel does not refuse; the table in deploy/docs/guarantees.md says the same.</summary>
internal static class LandlockVersions
{
    private static readonly (int Version, string Gap)[] Gaps =
    [
        (5, "settings of devices (Linux 6.10)"),
        (6, "signals between processes of the hosts' user (Linux 6.12)"),
    ];

    /// <summary>What a version leaves open, each with the kernel that closes it.</summary>
    public static string Missing(int version)
    {
        var open = Gaps.Where(gap => version < gap.Version).Select(gap => gap.Gap).ToList();
        return open.Count == 0 ? "nothing" : string.Join(", ", open);
    }
}
