using Hangfire;

namespace ParseWorker.Queueing;

/// <summary>
/// Hangfire's server as workers run it: slots that serve every queue, and a spare slot, which serves the first parses of environments
/// that run nothing while all other slots are busy.
/// </summary>
public sealed class ParseServer : IDisposable
{
    private readonly BackgroundJobServer _slots;
    private readonly BackgroundJobServer? _spare;

    /// <summary>Starts it.</summary>
    /// <param name="storage">The storage that <see cref="QueueServices"/> adds.</param>
    /// <param name="options">Makes the options that both kinds of slots share.</param>
    /// <param name="slots">Slots that serve every queue, at least 1.</param>
    /// <param name="spareSlot">Whether there is a spare one.</param>
    public ParseServer(JobStorage storage, Func<BackgroundJobServerOptions> options, int slots, bool spareSlot)
    {
        ArgumentNullException.ThrowIfNull(options);
        _slots = new BackgroundJobServer(With(options(), slots, [.. QueueNames.All]), storage);
        if (!spareSlot) return;

        // What a server does beside running jobs, the other does already.
        var spare = With(options(), slots: 1, QueueNames.First);
        spare.IsLightweightServer = true;
        try
        {
            _spare = new BackgroundJobServer(spare, storage);
        }
        catch
        {
            _slots.Dispose(); // nobody else has it
            throw;
        }
    }

    /// <summary>Begins the end: no job is fetched any more.</summary>
    public void SendStop()
    {
        _spare?.SendStop();
        _slots.SendStop();
    }

    /// <summary>Completes when no job runs any more, or when the options' timeout has passed.</summary>
    public Task WaitForShutdownAsync() => Task.WhenAll(
        _slots.WaitForShutdownAsync(CancellationToken.None), _spare?.WaitForShutdownAsync(CancellationToken.None) ?? Task.CompletedTask);

    /// <inheritdoc/>
    public void Dispose()
    {
        _spare?.Dispose();
        _slots.Dispose();
    }

    private static BackgroundJobServerOptions With(BackgroundJobServerOptions options, int slots, params string[] queues)
    {
        options.WorkerCount = slots;
        options.Queues = queues;
        return options;
    }
}
