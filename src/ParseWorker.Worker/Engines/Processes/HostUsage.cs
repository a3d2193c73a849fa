using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>What a host and everything below it use, seen from outside, against what they may.</summary>
internal static class HostUsage
{
    private const int BytesPerMb = 1024 * 1024;

    /// <summary>Why the host must be killed, or null.</summary>
    public static KillReason? PastLimit(HostProcess host, EngineOptions options)
    {
        if (ProcessTree.ResidentBytes(host.Id) > HostCommandLine.ResidentLimit(options)) return KillReason.Memory;
        var temporary = host.Folder.Bytes() + ProcessTree.RemovedBytes(host.Id, host.Folder.Path);
        return temporary > options.TemporaryLimitMb * (long)BytesPerMb ? KillReason.TemporarySpace : null;
    }
}
