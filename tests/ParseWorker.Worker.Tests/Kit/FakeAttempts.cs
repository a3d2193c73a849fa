using System.Collections.Concurrent;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>The database as the cancellation monitor sees it: a row a parse, every statement counted, each made to hang or fail as the
/// test likes.</summary>
internal sealed class FakeAttempts : IAttemptStore
{
    private readonly ConcurrentDictionary<ParseId, AttemptFlags> _rows = [];
    private readonly ConcurrentQueue<int> _reads = [];
    private readonly ConcurrentQueue<int> _renewals = [];

    /// <summary>Number of parses in each flags query.</summary>
    public IReadOnlyCollection<int> Reads => _reads;

    /// <summary>Number of attempts in each renewal.</summary>
    public IReadOnlyCollection<int> Renewals => _renewals;

    /// <summary>Runs after a flags query has read its rows, before it answers.</summary>
    public Func<Task> OnRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before a renewal is answered.</summary>
    public Func<Task> OnRenewal { get; set; } = () => Task.CompletedTask;

    public void Set(ParseId id, ParseStatus status, int attempt, bool cancelRequested = false) =>
        _rows[id] = new AttemptFlags(id, status, attempt, cancelRequested);

    public void Remove(ParseId id) => _rows.TryRemove(id, out _);

    public async Task<IReadOnlyList<AttemptFlags>> ReadFlagsAsync(IReadOnlyCollection<ParseId> ids, CancellationToken token)
    {
        AttemptFlags[] answer = [.. ids.Where(_rows.ContainsKey).Select(id => _rows[id])];
        _reads.Enqueue(ids.Count);
        await OnRead();
        return answer;
    }

    public async Task<IReadOnlyList<AttemptKey>> RenewAsync(IReadOnlyCollection<AttemptKey> attempts, TimeSpan lease,
        CancellationToken token)
    {
        AttemptKey[] answer = [.. attempts.Where(IsRunning)];
        _renewals.Enqueue(attempts.Count);
        await OnRenewal();
        return answer;
    }

    private bool IsRunning(AttemptKey key) =>
        _rows.TryGetValue(key.Id, out var row) && row.Status == ParseStatus.InProgress && row.Attempt == key.Attempt;
}
