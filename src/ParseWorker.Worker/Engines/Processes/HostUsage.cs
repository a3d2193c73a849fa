using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>What a host and everything below it use, seen from outside, against what they may.</summary>
internal static class HostUsage
{
    private const int BytesPerMb = 1024 * 1024;

    /// <summary>Processes and threads of one host at most. LibreOffice has 20, and the OCR models one for each core.</summary>
    public const int MostTasks = 1024;

    /// <summary>Looks at a host, and notes what it uses.</summary>
    /// <returns>Why it must be killed, or null.</returns>
    public static KillReason? PastLimit(HostProcess host, EngineOptions options)
    {
        var held = ProcessFootprint.Of(host.Id, host.Folder.Path, MostTasks, HostCommandLine.ResidentLimit(options));
        host.Holds(held.Bytes);
        host.CountProcessorTime();
        if (held.Tasks > MostTasks) return KillReason.Tasks;
        if (held.Bytes > HostCommandLine.ResidentLimit(options)) return KillReason.Memory;

        var limit = options.TemporaryLimitMb * (long)BytesPerMb;
        return held.MapsRemoved || host.Folder.Bytes(limit) + held.RemovedBytes > limit ? KillReason.TemporarySpace : null;
    }
}
