using System.Collections.Concurrent;
using System.Diagnostics;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// The one thread that starts engine hosts. A host asks the kernel to be told of its parent's death, and the kernel means the
/// THREAD that started it: a pool thread that retires would ring for nothing. This one lives as long as the process. It enters
/// the file sandbox, and so does what it starts.
/// </summary>
internal sealed class LaunchThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Host, TaskCompletionSource<Process> Started)> _orders = [];
    private readonly FileSandbox? _sandbox;
    private readonly Thread _thread;

    /// <summary>True when what it started is in the sandbox.</summary>
    public bool IsSandboxed { get; private set; }

    /// <param name="sandbox">What to enter; null for nothing.</param>
    public LaunchThread(FileSandbox? sandbox = null)
    {
        _sandbox = sandbox;
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
        IsSandboxed = _sandbox?.TryEnter() == true;
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
