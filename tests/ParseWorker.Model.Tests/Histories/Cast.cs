using System.Globalization;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Who is who in a history: the ids of each slot, the attempts granted to its workers, and how far each has written.</summary>
internal sealed class Cast
{
    private static readonly ParseError Unreadable = new(ParseErrorCodes.NoTextLayer, "No page holds text.");
    private static readonly ParseError Crashed = new(ParseErrorCodes.EngineCrashed, "The engine crashed.");

    private readonly Lock _lock = new();
    private readonly List<(int Slot, ParseId Id)> _ids = [];
    private readonly List<(int Slot, AttemptKey Key)> _granted = [];
    private readonly HashSet<AttemptKey> _gone = [];
    private readonly Dictionary<AttemptKey, int> _next = [];
    private readonly Dictionary<AttemptKey, Operation.WritePages> _written = [];
    private int _serial;

    /// <summary>The call that a planned move comes to, with what is known now.</summary>
    public Operation Resolve(PlannedMove move)
    {
        lock (_lock)
        {
            var id = NewestId(move.Slot);
            var key = Granted(move, id);
            var operation = Resolve(move, id, key);

            // A crashed worker makes no call; somebody looks instead.
            if (operation is Operation.Fenced && _gone.Contains(key)) return new Operation.Read(id);
            if (operation is Operation.Crash && key.Attempt > 0) _gone.Add(key);
            return operation;
        }
    }

    /// <summary>What a sweeper does with a parse that it found without a job.</summary>
    public Operation Enqueue(QueuedParse found)
    {
        lock (_lock) return new Operation.RecordJob(found.Id, found.Attempt, NewJob());
    }

    /// <summary>True when the attempt's worker has crashed.</summary>
    public bool IsGone(AttemptKey key)
    {
        lock (_lock) return _gone.Contains(key);
    }

    /// <summary>A worker was granted an attempt and starts after the pages that are there.</summary>
    public void Granted(ParseId id, int attempt, int pagesDone)
    {
        lock (_lock)
        {
            var key = new AttemptKey(id, attempt);
            _granted.Add((SlotOf(id), key));
            _next[key] = pagesDone + 1;
        }
    }

    /// <summary>A worker learnt that its pages are stored.</summary>
    public void Stored(Operation.WritePages write)
    {
        lock (_lock)
        {
            _next[write.Key] = write.Last + 1;
            _written[write.Key] = write;
        }
    }

    public int SlotOf(ParseId id)
    {
        lock (_lock) return _ids.Single(known => known.Id == id).Slot;
    }

    private Operation Resolve(PlannedMove move, ParseId id, AttemptKey key) => move.Move switch
    {
        Move.Create => new Operation.Create(NewId(move.Slot)),
        Move.Admit => new Operation.Admit(),
        Move.Sweep => new Operation.Sweep(),
        Move.SweepAfterStart => new Operation.SweepAfterStart(),
        Move.FindWithoutJob => new Operation.FindWithoutJob(),
        Move.Claim => new Operation.Claim(id, Named("worker")),
        Move.Cancel => new Operation.Cancel(id, Named("client")),
        Move.Delete => new Operation.Delete(id),
        Move.Read => new Operation.Read(id),
        Move.RecordJob => new Operation.RecordJob(id, Math.Max(0, key.Attempt - move.Age), NewJob()),
        Move.Crash => new Operation.Crash(key),
        Move.ExpireLease => new Operation.ExpireLease(id),
        Move.LoseJob => new Operation.LoseJob(id),
        Move.PassTime => new Operation.PassTime(id),
        Move.PassTenSeconds => new Operation.PassTenSeconds(id),
        Move.ChangeEngine => new Operation.ChangeEngine(id),
        Move.WritePages => Write(key, move.Pages),
        Move.RepeatPages => _written.TryGetValue(key, out var last) ? last : Write(key, move.Pages),
        Move.Renew => new Operation.Renew(key),
        Move.Acknowledge => new Operation.Acknowledge(key),
        _ => new Operation.End(key, Outcome(move.Move)),
    };

    // Nobody's attempt: a worker that was never granted one.
    private AttemptKey Granted(PlannedMove move, ParseId id)
    {
        var keys = _granted.Where(granted => granted.Slot == move.Slot).ToList();
        return keys.Count == 0 ? new AttemptKey(id, 0) : keys[Math.Max(0, keys.Count - 1 - move.Age)].Key;
    }

    // Known before the call is made: a sweep may meet the parse before its create has answered.
    private ParseId NewId(int slot)
    {
        var id = ParseId.New(TimeProvider.System.GetUtcNow());
        _ids.Add((slot, id));
        return id;
    }

    private ParseId NewestId(int slot)
    {
        var id = _ids.LastOrDefault(known => known.Slot == slot).Id;
        return id == default ? ParseId.New(TimeProvider.System.GetUtcNow()) : id;
    }

    private Operation.WritePages Write(AttemptKey key, int pages) =>
        new(key, _next.GetValueOrDefault(key, 1), pages, Named($"by-{key.Attempt}-"));

    // Hangfire's ids are numbers.
    private string NewJob() => (++_serial).ToString(CultureInfo.InvariantCulture);

    private string Named(string role) => string.Create(CultureInfo.InvariantCulture, $"{role}{++_serial}");

    private static ParseOutcome Outcome(Move move) => move switch
    {
        Move.Complete => new ParseOutcome.Completed(PageCount: 7, Credits: 7m),
        Move.Fail => new ParseOutcome.Failed(Unreadable),
        Move.EndCancelled => new ParseOutcome.Cancelled(Forced: true),
        Move.HandBack => new ParseOutcome.HandedBack(),
        Move.Retry => new ParseOutcome.Retried(Crashed),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move ends no attempt."),
    };
}
