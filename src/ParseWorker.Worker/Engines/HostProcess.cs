using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines;

/// <summary>A running engine host: what it is told, what it says, and its end, however that comes.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitAfterPipe = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _pipe = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;
    private readonly Task<string> _errors;
    private Task _stopping = Task.CompletedTask;
    private volatile bool _opened;
    private int _killedFor;

    public HostProcess(Process process, EngineOptions options, TimeProvider time, ILogger logger)
    {
        (_process, _options, _time, _logger) = (process, options, time, logger);
        _errors = HostErrors.DrainAsync(process.StandardError.BaseStream);
        _watching = WatchMemoryAsync();
    }

    private enum KillReason
    {
        None,
        Unopened,
        Grace,
        Memory,
        Done,
    }

    /// <summary>Sends a command. A host that is gone is noticed by <see cref="ReadAsync"/>.</summary>
    public async Task SendAsync(EngineCommand command)
    {
        await _pipe.WaitAsync();
        try
        {
            await EngineFrames.WriteAsync(_process.StandardInput.BaseStream, command, _over.Token);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            NotHeard(exception, _process.Id);
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
    /// <exception cref="OperationCanceledException">It was told to stop, and ended without a word more.</exception>
    public async Task<EngineMessage> ReadAsync()
    {
        try
        {
            var message = await EngineFrames.ReadMessageAsync(_process.StandardOutput.BaseStream, CancellationToken.None);
            _opened = true;
            return message ?? throw new EndOfStreamException("The pipe ended before the document did.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw await ExplainAsync(exception);
        }
    }

    /// <summary>Asks the engine to stop, and kills it after the grace; returns at once.</summary>
    public void BeginStop() => _stopping = StopAsync();

    public async ValueTask DisposeAsync()
    {
        // A host keeps nothing that a kill could spoil, and waiting for a polite exit would cost every parse.
        Kill(KillReason.Done);
        await _over.CancelAsync();
        await _process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAll(_watching, _stopping);
        if (await _errors is { Length: > 0 } errors) SaidOnError(_process.Id, errors);
        _process.Dispose();
        _pipe.Dispose();
        _over.Dispose();
    }

    private async Task StopAsync()
    {
        // Still starting, or opening the document: it has done nothing yet that is worth a grace.
        if (!_opened)
        {
            Kill(KillReason.Unopened);
            return;
        }

        // Side by side: a host that does not read its pipe must not stretch the grace.
        var sent = SendAsync(new EngineCommand.Cancel());
        await Task.Delay(_options.Grace, _time, _over.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!_over.IsCancellationRequested) Kill(KillReason.Grace);
        await sent;
    }

    private async Task WatchMemoryAsync()
    {
        using var timer = new PeriodicTimer(_options.MemoryCheckInterval, _time);
        using var stop = _over.Token.UnsafeRegister(_ => timer.Dispose(), null);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            if (ProcessMemory.ResidentBytes(_process.Id) <= HostCommandLine.ResidentLimit(_options)) continue;
            Kill(KillReason.Memory);
            return;
        }
    }

    /// <summary>The first reason counts: what follows a kill is not a crash.</summary>
    private void Kill(KillReason reason)
    {
        Interlocked.CompareExchange(ref _killedFor, (int)reason, (int)KillReason.None);
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private async Task<Exception> ExplainAsync(Exception cause)
    {
        using var limit = new CancellationTokenSource(ExitAfterPipe, _time);
        await _process.WaitForExitAsync(limit.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var killedFor = (KillReason)Volatile.Read(ref _killedFor);
        if (killedFor == KillReason.Unopened || (_process.HasExited && _process.ExitCode == EngineExitCodes.Stopped))
            return new OperationCanceledException("The engine host ended with the document that it was told to stop.", cause);
        if (killedFor == KillReason.Grace)
            return new EngineKilledException($"The engine did not stop within {_options.Grace} and was killed.");
        if (killedFor == KillReason.Memory)
            return new EngineOutOfMemoryException($"The engine passed {HostCommandLine.ResidentLimit(_options) >> 20} MiB and was killed.");
        if (!_process.HasExited)
            return new EngineCrashedException("The engine broke the protocol.", cause);
        return _process.ExitCode == EngineExitCodes.OutOfMemory || HostErrors.TellOfMemory(await _errors)
            ? new EngineOutOfMemoryException($"The engine ran out of its {_options.MemoryLimitMb} MiB of heap.")
            : new EngineCrashedException($"The engine's process ended with exit code {_process.ExitCode}.", cause);
    }

    [LoggerMessage(4401, LogLevel.Debug, "Engine host {ProcessId} could not be told something; its pipe is closed")]
    private partial void NotHeard(Exception exception, int processId);

    [LoggerMessage(4402, LogLevel.Debug, "Engine host {ProcessId} wrote on its standard error: {Errors}")]
    private partial void SaidOnError(int processId, string errors);
}
