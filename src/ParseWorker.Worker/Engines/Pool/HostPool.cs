using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Engines.Pool;

/// <summary>
/// Engine hosts that wait for documents, one for each of the worker's slots, the spare one too. They are started ahead, so that no document
/// waits for a start; the one that was used last goes first, since its code is compiled and its memory is there. A host that waits costs
/// nothing.
/// </summary>
internal sealed partial class HostPool(
    HostStarter starter, IOptions<WorkerOptions> worker, IOptions<EngineOptions> options, TimeProvider time, ILogger<HostPool> logger)
    : IHostedService, IAsyncDisposable
{
    /// <summary>A host that ends by itself sooner than this is replaced only when one is needed: something ends them all.</summary>
    private static readonly TimeSpan MinUptime = TimeSpan.FromSeconds(5);

    /// <summary>With the default of 250 ms, a check a second.</summary>
    private const double RarestCheck = 4;

    private readonly Lock _gate = new();
    private readonly List<HostProcess> _idle = [];
    private readonly Queue<TaskCompletionSource<HostProcess>> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _underWay = Task.CompletedTask;
    private int _starting;
    private int _inUse;
    private bool _closed;

    /// <summary>Process ids of the hosts that wait.</summary>
    public IReadOnlyList<int> Idle
    {
        get
        {
            lock (_gate) return [.. _idle.Select(host => host.Id)];
        }
    }

    /// <summary>How many hosts wait, read a document, and start.</summary>
    public (int Idle, int InUse, int Starting) Counts
    {
        get
        {
            lock (_gate) return (_idle.Count, _inUse, _starting);
        }
    }

    private int Size => worker.Value.Slots + (worker.Value.SpareSlot ? 1 : 0);

    /// <summary>
    /// How often a host's limits are checked: as configured while each has a core of its own, and up to <see cref="RarestCheck"/> times
    /// less often while they share cores. Each then grows as much slower, and checking a hundred hosts would take the time they work in.
    /// </summary>
    public TimeSpan CheckInterval =>
        options.Value.CheckInterval * Math.Clamp((double)Volatile.Read(ref _inUse) / Environment.ProcessorCount, 1, RarestCheck);

    /// <summary>Begins to start hosts; the worker need not wait for them.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate) FillUp();
        return Task.CompletedTask;
    }

    /// <summary>Ends every host. Comes after the drain; one that is still in use ends when it comes back, or with the worker.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Takes a host out; it comes back by <see cref="Return"/>.</summary>
    /// <param name="stop">Ends the waiting; the host that was being started is the next one's.</param>
    /// <exception cref="EngineNotStartedException">No host could be started.</exception>
    public async Task<HostProcess> RentAsync(CancellationToken stop)
    {
        var waiter = new TaskCompletionSource<HostProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (TakeIdle() is { } host) return host;
            _waiting.Enqueue(waiter);
            if (_starting < _waiting.Count) Start();
        }

        await using var stopping = stop.UnsafeRegister((_, token) => waiter.TrySetCanceled(token), null);
        return await waiter.Task;
    }

    /// <summary>
    /// Takes a host back: for the next document when it is <paramref name="reusable"/> and passes the checks, else for its end, which
    /// nobody waits for.
    /// </summary>
    public void Return(HostProcess host, bool reusable)
    {
        var reason = reusable ? HostRetirement.ReasonFor(host, options.Value) : "its document did not end by itself";
        lock (_gate)
        {
            _inUse--;
            var kept = reason is null && Place(host) == Placement.Placed;
            FillUp();
            if (kept) return;
        }

        Replaced(host.Id, host.Documents, reason ?? "there are enough");
        var reaping = ReapAsync(host);
        lock (_gate) _underWay = Task.WhenAll(_underWay, reaping);
    }

    public async ValueTask DisposeAsync()
    {
        List<HostProcess> idle;
        lock (_gate)
        {
            _closed = true;
            idle = [.. _idle];
            _idle.Clear();
            while (_waiting.TryDequeue(out var waiter)) waiter.TrySetCanceled(CancellationToken.None);
        }

        // A start may take minutes on a busy machine, and nobody needs it any more.
        await _closing.CancelAsync();
        await Task.WhenAll([_underWay, .. idle.Select(ReapAsync)]);
    }

    private HostProcess? TakeIdle()
    {
        if (_idle.FindLast(host => host.IsAlive) is not { } host) return null;
        _idle.Remove(host);
        _inUse++;
        return host;
    }

    /// <summary>Gives a host to whoever waits longest, or lets it wait itself.</summary>
    private Placement Place(HostProcess host)
    {
        if (host.Ended.IsCompleted) return Placement.Dead;
        if (_closed) return Placement.NotNeeded;
        while (_waiting.TryDequeue(out var waiter))
        {
            if (!waiter.TrySetResult(host)) continue;
            _inUse++;
            return Placement.Placed;
        }

        if (_idle.Count + _inUse >= Size) return Placement.NotNeeded;
        _idle.Add(host);
        return Placement.Placed;
    }

    private void FillUp()
    {
        while (!_closed && _idle.Count + _starting + _inUse < Size) Start();
    }

    /// <summary>Starts a host in no parse's name: it lives on, and its log lines would go on to carry the id.</summary>
    private void Start()
    {
        _starting++;
        using (ExecutionContext.SuppressFlow()) _underWay = Task.WhenAll(_underWay, StartOneAsync());
    }

    private async Task StartOneAsync()
    {
        try
        {
            var host = await starter.StartAsync(_closing.Token);
            if (Arrived(host) == Placement.Placed)
            {
                _ = FollowAsync(host);
                return;
            }

            Replaced(host.Id, host.Documents, "nobody needs it");
            await ReapAsync(host);
        }
        catch (Exception exception)
        {
            bool closed;
            lock (_gate)
            {
                closed = _closed;
                Failed(exception);
            }

            if (!closed) NotStarted(exception);
        }
    }

    private Placement Arrived(HostProcess host)
    {
        lock (_gate)
        {
            var placement = Place(host);
            if (placement == Placement.Dead) Failed(new EngineNotStartedException("The engine host ended as soon as it was ready."));
            else _starting--;
            return placement;
        }
    }

    /// <summary>A start failed. Whoever waits longest gets the exception, unless the starts under way are enough for all.</summary>
    private void Failed(Exception exception)
    {
        _starting--;
        while (_starting < _waiting.Count && _waiting.TryDequeue(out var waiter))
        {
            if (waiter.TrySetException(exception)) return;
        }
    }

    /// <summary>Waits for a host's end. One that ends while it waits for a document is replaced; nobody has lost anything.</summary>
    private async Task FollowAsync(HostProcess host)
    {
        await host.Ended;
        lock (_gate)
        {
            if (!_idle.Remove(host)) return;
            if (time.GetElapsedTime(host.StartedAt) >= MinUptime) FillUp();
        }

        DiedIdle(host.Id, host.Documents);
        await ReapAsync(host);
    }

    /// <summary>Ends a host and releases what it held. A failure is logged and concerns this host alone.</summary>
    private async Task ReapAsync(HostProcess host)
    {
        try
        {
            await host.DisposeAsync();
        }
        catch (Exception exception)
        {
            NotReaped(exception, host.Id);
        }
    }

    /// <summary>Where a host went.</summary>
    private enum Placement
    {
        /// <summary>To a document, or among those that wait for one.</summary>
        Placed,

        /// <summary>Nowhere: there are enough.</summary>
        NotNeeded,

        /// <summary>Nowhere: it has ended.</summary>
        Dead,
    }

    [LoggerMessage(4404, LogLevel.Debug, "Engine host {ProcessId} is replaced after {Documents} documents: {Reason}")]
    private partial void Replaced(int processId, int documents, string reason);

    [LoggerMessage(4405, LogLevel.Warning, "An engine host could not be started ahead; the next document tries again")]
    private partial void NotStarted(Exception exception);

    [LoggerMessage(4411, LogLevel.Error,
        "Engine host {ProcessId} could not be reaped; its process or its folder may be left until the worker ends")]
    private partial void NotReaped(Exception exception, int processId);

    [LoggerMessage(4406, LogLevel.Warning,
        "Engine host {ProcessId} ended while it waited, after {Documents} documents; another takes its place")]
    private partial void DiedIdle(int processId, int documents);
}
