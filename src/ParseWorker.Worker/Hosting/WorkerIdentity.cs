using System.Security.Cryptography;

namespace ParseWorker.Worker.Hosting;

/// <summary>What this process is called: host name, process id and a random part, because process ids are reused.</summary>
internal sealed class WorkerIdentity
{
    public string Name { get; } =
        $"{Environment.MachineName}:{Environment.ProcessId}:{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
