namespace ParseWorker.Worker.Engines.Linux;

/// <summary>What root may do beyond others (capabilities(7)).</summary>
internal static class Capabilities
{
    private const uint Version = 0x2008_0522; // _LINUX_CAPABILITY_VERSION_3
    private const int Sets = 3; // effective, permitted, inheritable; first the lower 32 of each, then the others

    /// <summary>CAP_SYS_PTRACE, CAP_SYS_ADMIN, CAP_PERFMON.</summary>
    private static readonly int[] Insight = [19, 21, 38];

    /// <summary>
    /// Takes from root what lets it look into any process whatever Landlock says: from the calling thread and all that it starts, which get
    /// it back no more once they gain no privilege. Others have none of it.
    /// </summary>
    /// <returns>False when the kernel refused.</returns>
    public static bool TryDropInsight()
    {
        byte[] header = [.. BitConverter.GetBytes(Version), 0, 0, 0, 0];
        var sets = new byte[2 * Sets * sizeof(uint)];
        if (LibC.GetCapabilities(header, sets) != 0) return false;

        foreach (var capability in Insight)
        {
            var first = capability / 32 * Sets;
            for (var set = first; set < first + Sets; set++)
                sets[(set * sizeof(uint)) + (capability % 32 / 8)] &= (byte)~(1 << (capability % 8));
        }

        return LibC.SetCapabilities(header, sets) == 0;
    }
}
