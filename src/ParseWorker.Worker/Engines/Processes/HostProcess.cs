using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>A running engine host: the commands to it, its messages, and how it ended.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    /// <summary>
    /// How long a host may take to start, or to take a document, of the time that it had (<see cref="SilenceLimit"/>); a cold machine reads
    /// the runtime from disk meanwhile.
    /// </summary>
    internal static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ExitAfterPipe = TimeSpan.FromSeconds(2);

    /// <summary>What a pipe of Linux holds: a frame's length and its text, or several small frames, come in one read.</summary>
    private const int PipeBytes = 64 * 1024;

    private readonly Process _process;
    private readonly AutoGroup _autoGroup;
    private readonly EngineOptions _options;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _pipe = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _silenced = new();
    private readonly BufferedStream _messages;
    private readonly Task<string> _errors;
    private readonly Task _exited;
    private int _killedFor;
    private long _processorTicks;

    public HostProcess(
        Process process, HostFolder folder, EngineOptions options, EngineMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_process, Folder, _options, _metrics, _time, _logger) = (process, folder, options, metrics, time, logger);
        Id = process.Id;
        _autoGroup = new AutoGroup(process.Id);
        StartedAt = time.GetTimestamp();
        _messages = new BufferedStream(process.StandardOutput.BaseStream, PipeBytes);
        _errors = HostErrors.DrainAsync(process.StandardError.BaseStream);
        _exited = process.WaitForExitAsync(CancellationToken.None);
        Ended = EndAsync();
    }

    public int Id { get; }

    /// <summary>Where its temporary files go.</summary>
    public HostFolder Folder { get; }

    /// <summary>When it was started, by the time provider's clock.</summary>
    public long StartedAt { get; }

    /// <summary>Documents it was given.</summary>
    public int Documents { get; private set; }

    /// <summary>Completes when its process has ended and nothing of its session is left.</summary>
    public Task Ended { get; }

    public bool IsAlive => !_process.HasExited;

    private KillReason KilledFor => (KillReason)Volatile.Read(ref _killedFor);

    /// <summary>Lets its session step back behind the worker's.</summary>
    /// <returns>Why it never will, or null.</returns>
    public string? StepBack() => _autoGroup.StepBack();

    /// <summary>Sends a command.</summary>
    /// <returns>False when the host was gone before; the reason comes from <see cref="ReadAsync"/>.</returns>
    public async Task<bool> SendAsync(EngineCommand command)
    {
        await _pipe.WaitAsync();
        try
        {
            if (command is EngineCommand.Start) Documents++;
            await EngineFrames.WriteAsync(_process.StandardInput.BaseStream, command, _over.Token);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            NotHeard(exception, Id);
            return false;
        }
        finally
        {
            _pipe.Release();
        }
    }

    /// <summary>The next message.</summary>
    /// <exception cref="EngineCrashedException">It died or spoke nonsense.</exception>
    /// <exception cref="EngineOutOfMemoryException">It was killed for its memory.</exception>
    /// <exception cref="EngineKilledException">It was killed because it did not stop.</exception>
    /// <exception cref="DocumentLimitException">It was killed for its temporary files.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop, and ended without a word more.</exception>
    public async Task<EngineMessage> ReadAsync()
    {
        try
        {
            var message = await EngineFrames.ReadMessageAsync(_messages, _silenced.Token);
            return message ?? throw new EndOfStreamException("The pipe ended before the document did.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw await ExplainAsync(exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new HostEnding(KilledFor, ExitCode: null, Errors: "").Explain(_options, exception);
        }
    }

    /// <summary>Waits for a message that comes at once from a host in good health.</summary>
    /// <exception cref="EngineCrashedException">It died, said something else, or nothing in time.</exception>
    public async Task<T> ExpectAsync<T>()
        where T : EngineMessage
    {
        await using var limit = new SilenceLimit(
            _time, AnswerWithin, () => ProcessTree.ProcessorUseOf(Id), () => Kill(KillReason.Silent));
        var message = await ReadAsync();
        return message as T
            ?? throw new EngineCrashedException($"The engine host said {message.GetType().Name} where it had to say {typeof(T).Name}.");
    }

    /// <summary>
    /// Ends it and everything below it. The first reason counts: what follows a kill is not a crash. Where nobody wants to hear more,
    /// <see cref="ReadAsync"/> does not wait for the process to be gone: it computes nothing from here on, but giving back its memory takes
    /// seconds among a hundred others.
    /// </summary>
    public void Kill(KillReason reason)
    {
        var first = Interlocked.CompareExchange(ref _killedFor, (int)reason, (int)KillReason.None) == (int)KillReason.None;
        if (first && !_process.HasExited)
        {
            ProcessTree.Kill(Id);
            if (reason.ToLabel() is { } label) _metrics.Killed(label);
        }

        if (reason is KillReason.Unopened or KillReason.Grace) _silenced.Cancel();
    }

    /// <summary>Notes what it holds of the machine's memory.</summary>
    public void Holds(long bytes) => _metrics.Holds(Id, bytes);

    /// <summary>Counts what it has had of the processors since the last call; nothing once it has ended.</summary>
    public void CountProcessorTime()
    {
        var used = ProcessTree.ProcessorTimeOf(Id).Ticks;
        var before = Interlocked.Read(ref _processorTicks);
        if (used > before && Interlocked.CompareExchange(ref _processorTicks, used, before) == before)
            _metrics.Worked(TimeSpan.FromTicks(used - before));
    }

    public async ValueTask DisposeAsync()
    {
        // A host keeps nothing that a kill could spoil, and waiting for a polite exit would cost whoever waits for its end.
        Kill(KillReason.Done);
        await _over.CancelAsync();
        if (await AllErrorsAsync() is { Length: > 0 } errors) SaidOnError(Id, errors);
        _metrics.Gone(Id);
        Folder.Dispose();
        _process.Dispose();
        _pipe.Dispose();
        _over.Dispose();
        _silenced.Dispose();
    }

    private async Task EndAsync()
    {
        await _exited;

        // What it started holds its pipes open, and nobody else would end it.
        ProcessTree.KillSession(Id);
    }

    private async Task<Exception> ExplainAsync(Exception cause)
    {
        // The reason afterwards: one that lives on with a broken pipe may be killed while it is waited for.
        int? exitCode = await HasExitedAsync() ? _process.ExitCode : null;
        var ending = new HostEnding(KilledFor, exitCode, "");
        return (ending.IsSurprise ? ending with { Errors = await AllErrorsAsync() } : ending).Explain(_options, cause);
    }

    /// <summary>Complete when no process of its session holds the pipe any more; one that left the session is not waited for.</summary>
    private async Task<string> AllErrorsAsync()
    {
        await Ended;
        return await ComesSoonAsync(_errors) ? await _errors : "";
    }

    private Task<bool> HasExitedAsync() => ComesSoonAsync(_exited);

    private async Task<bool> ComesSoonAsync(Task task)
    {
        try
        {
            await task.WaitAsync(ExitAfterPipe, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(4401, LogLevel.Debug, "Engine host {ProcessId} could not be told something; its pipe is closed")]
    private partial void NotHeard(Exception exception, int processId);

    [LoggerMessage(4402, LogLevel.Debug, "Engine host {ProcessId} wrote on its standard error: {Errors}")]
    private partial void SaidOnError(int processId, string errors);
}
