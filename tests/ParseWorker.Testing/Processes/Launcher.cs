using System.Collections.Concurrent;
using System.Diagnostics;

namespace ParseWorker.Testing.Processes;

/// <summary>Starts hosts from one thread that never ends: a host dies with the thread that started it.</summary>
public static class Launcher
{
    private static readonly BlockingCollection<(ProcessStartInfo Host, TaskCompletionSource<Process> Started)> Orders = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>Starts a process; returns when it runs.</summary>
    public static Process Start(ProcessStartInfo host)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add((host, started));
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (var (host, started) in Orders.GetConsumingEnumerable()) started.SetResult(Process.Start(host)!);
    }
}
