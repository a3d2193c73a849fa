using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ParseWorker.Testing.Processes;

/// <summary>One of our programs as a real process, with its output kept for the day a test fails.</summary>
public abstract partial class ServiceProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private bool _disposed;

    /// <summary>Starts the program <paramref name="project"/> as the build of this test run left it.</summary>
    protected ServiceProcess(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Program(project), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Everything it printed so far.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>True once it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Memory that it holds, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Waits for a line that contains <paramref name="text"/> and returns it.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        var found = await Eventually.BecomesAsync(
            () => _output.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) ?? (HasExited ? "" : null),
            line => line is not null,
            TimeSpan.FromSeconds(60));
        return found is { Length: > 0 } ? found : throw new InvalidOperationException($"It ended before it said '{text}':\n{Output}");
    }

    /// <summary>kill -9: no handler runs, nothing is handed back.</summary>
    public Task KillAsync() => SignalAndWaitAsync(9);

    /// <summary>SIGTERM, as a deploy sends it, and the wait for the end.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAndWaitAsync(15);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM without the wait.</summary>
    public void Terminate() => Signal(15);

    /// <summary>SIGSTOP: the process freezes with everything it holds.</summary>
    public void Freeze() => Signal(19);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal(18);

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_disposed) return;

        _disposed = true;
        if (!HasExited) await KillAsync();
        _process.Dispose();
    }

    /// <summary>Sends a signal; a process that is gone gets none.</summary>
    protected static void Signal(int processId, int signal) => _ = NativeKill(processId, signal);

    private async Task SignalAndWaitAsync(int signal)
    {
        Signal(signal);
        await WaitForExitAsync();
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited) Signal(_process.Id, signal);
    }

    private void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int pid, int signal);
}
