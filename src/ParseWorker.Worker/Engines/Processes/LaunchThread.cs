using System.Collections.Concurrent;
using System.Diagnostics;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// The one thread that starts engine hosts. A host asks the kernel to be told of its parent's death, and the kernel means the
/// THREAD that started it: a pool thread that retires would ring for nothing. This one lives as long as the process.
/// </summary>
internal sealed class LaunchThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Host, TaskCompletionSource<Process> Started)> _orders = [];
    private readonly Thread _thread;

    public LaunchThread()
    {
        _thread = new Thread(Run) { Name = "engine launcher", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    public Task<Process> StartAsync(ProcessStartInfo host)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add((host, started));
        return started.Task;
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }

    private void Run()
    {
        foreach (var (host, started) in _orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(host)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        }
    }
}
