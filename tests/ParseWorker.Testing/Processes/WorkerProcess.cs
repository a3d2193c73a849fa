namespace ParseWorker.Testing.Processes;

/// <summary>The worker as a real process, with the engine hosts it starts.</summary>
public sealed class WorkerProcess : ServiceProcess
{
    private WorkerProcess(IReadOnlyDictionary<string, string> environment)
        : base("ParseWorker.Worker", environment) { }

    /// <summary>Starts it on a database and waits until it has started.</summary>
    public static async Task<WorkerProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["ConnectionStrings__Main"] = connectionString,
            ["DOTNET_ENVIRONMENT"] = "Production",
        };
        if (EngineUser.Name is { } user) environment.TryAdd("Engines__HostUser", user);
        var worker = new WorkerProcess(environment);
        await worker.WaitForLineAsync("Application started");
        return worker;
    }

    /// <summary>SIGSTOP for its engine hosts: engines that get nowhere and hear nothing, until they are killed.</summary>
    public void FreezeEngines()
    {
        foreach (var host in Descendants(Id)) Signal(host, 19);
    }

    /// <summary>SIGCONT for its engine hosts.</summary>
    public void ThawEngines()
    {
        foreach (var host in Descendants(Id)) Signal(host, 18);
    }

    private static IEnumerable<int> Descendants(int parent) =>
        ProcessTable.ChildrenOf(parent).SelectMany(child => Descendants(child).Prepend(child));
}
