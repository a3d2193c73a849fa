namespace ParseWorker.Testing.Processes;

/// <summary>The worker as a real process.</summary>
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
        var worker = new WorkerProcess(environment);
        await worker.WaitForLineAsync("Application started");
        return worker;
    }
}
