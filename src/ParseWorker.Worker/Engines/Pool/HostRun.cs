using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Engines.Processes;

namespace ParseWorker.Worker.Engines.Pool;

/// <summary>
/// One document in an engine host: given to it, stopped when asked, and its limits checked meanwhile. Disposing it gives the host back.
/// </summary>
internal sealed class HostRun : IAsyncDisposable
{
    private readonly HostProcess _host;
    private readonly HostPool _pool;
    private readonly EngineOptions _options;
    private readonly IProgress<TimeSpan>? _starved;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly HostTime _had = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _checking;
    private CancellationTokenRegistration _listening;
    private Task? _stopping;
    private volatile bool _opened;
    private EngineMessage? _ending;
    private TimeSpan _lookAt = HostTime.LookEvery;

    public HostRun(HostProcess host, HostPool pool, EngineOptions options, IProgress<TimeSpan>? starved, TimeProvider time)
    {
        (_host, _pool, _options, _starved, _time) = (host, pool, options, starved, time);
        _startedAt = time.GetTimestamp();
        _checking = CheckAsync();
    }

    /// <summary>Gives the document to the host.</summary>
    /// <param name="request">The document.</param>
    /// <param name="stop">Asks the engine to stop, from now until the end; its host is killed after the grace.</param>
    /// <returns>False when the host ended before it heard of the document, which is as it was.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop meanwhile.</exception>
    /// <exception cref="Files.WorkFolderException">The disk did not take the document once more.</exception>
    public async Task<bool> BeginAsync(EngineRequest request, CancellationToken stop)
    {
        // A host reaches nothing but its own folder.
        if (_host.Folder.Put(request.DocumentPath) is not { } place) return false;
        var put = request with { DocumentPath = place };

        // The command first: a cancel that arrives before there is anything to cancel would mean nothing.
        if (!await _host.SendAsync(new EngineCommand.Start(put))) return false;
        _ = _host.StepBack();
        _listening = stop.UnsafeRegister(_ => _stopping = StopAsync(), null);
        try
        {
            await _host.ExpectAsync<EngineMessage.Taken>();
            return true;
        }
        catch (Exception exception) when (exception is EngineCrashedException or EngineOutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>The next message, as <see cref="HostProcess.ReadAsync"/>.</summary>
    /// <exception cref="EngineCrashedException">Also for a message out of its order.</exception>
    public async Task<EngineMessage> ReadAsync()
    {
        var message = await _host.ReadAsync();
        var inOrder = message switch
        {
            EngineMessage.Opened => !_opened,
            EngineMessage.PageText or EngineMessage.PageImage or EngineMessage.Finished => _opened,
            EngineMessage.Stopped or EngineMessage.Refused => true,
            _ => false,
        };
        if (!inOrder) throw new EngineCrashedException($"The engine host said {message.GetType().Name} out of turn.");

        _opened = true;
        if (message.IsEnding) _ending = message;
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        var reusable = false;
        var settled = false;
        try
        {
            await _listening.DisposeAsync();
            await _over.CancelAsync();
            _host.CountProcessorTime();
            reusable = _stopping is null && IsPeaceful(_ending);
            if (!reusable) _host.Kill(KillReason.Done);
            await Task.WhenAll(_checking, _stopping ?? Task.CompletedTask);
            settled = true;
        }
        finally
        {
            // Whatever went wrong in there: a host that is not given back would stay out of the pool for ever.
            _pool.Return(_host, reusable && settled);
            _over.Dispose();
        }
    }

    /// <summary>
    /// A document that came to its own end. One that was stopped, or met a fault of ours, was left in the middle of something: what
    /// a library then holds half-done cannot be seen from here, and a new host is cheaper than doubt.
    /// </summary>
    private static bool IsPeaceful(EngineMessage? ending) =>
        ending is EngineMessage.Finished
        || (ending is EngineMessage.Refused refused && ParseErrorTable.Of(refused.Error.Code).Fault == ErrorFault.Document);

    private async Task StopAsync()
    {
        if (!_opened)
        {
            _host.Kill(KillReason.Unopened);
            return;
        }

        // Side by side: a host that does not read its pipe must not stretch the grace.
        var sent = _host.SendAsync(new EngineCommand.Cancel());
        if (!await IsOverAfterAsync(_options.Grace)) _host.Kill(KillReason.Grace);
        await sent;
    }

    private async Task CheckAsync()
    {
        while (!await IsOverAfterAsync(_pool.CheckInterval))
        {
            CountStarvation();
            if (HostUsage.PastLimit(_host, _options) is not { } reason) continue;
            _host.Kill(reason);
            return;
        }
    }

    private void CountStarvation()
    {
        var elapsed = _time.GetElapsedTime(_startedAt);
        if (elapsed < _lookAt) return;
        _lookAt = elapsed + HostTime.LookEvery;
        var before = _had.Starved;
        _had.Look(elapsed, ProcessTree.ProcessorUseOf(_host.Id));
        _starved?.Report(_had.Starved - before);
    }

    private async Task<bool> IsOverAfterAsync(TimeSpan time)
    {
        await Task.Delay(time, _time, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _over.IsCancellationRequested;
    }
}
