using System.Diagnostics;

namespace ParseWorker.Benchmarks.Busy;

/// <summary>
/// Processes that only take processor time, each in a session of its own as other services are. They end with this program, however it
/// ends.
/// </summary>
internal sealed class Spinners : IDisposable
{
    private readonly List<Process> _processes = [];

    public Spinners(int count)
    {
        var script = $"while kill -0 {Environment.ProcessId} 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";
        for (var i = 0; i < count; i++) _processes.Add(Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", script]))!);
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
