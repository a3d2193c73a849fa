using ParseWorker.Core.Parses;

namespace ParseWorker.Model.Tests.Lifecycle;

/// <summary>One call of the store, or one thing that happens to a parse, with everything that decides its effect.</summary>
internal abstract record Operation
{
    private Operation() { }

    /// <summary>Always with the slot's idempotency key: a second one joins the first.</summary>
    public sealed record Create(ParseId Id) : Operation;

    public sealed record Admit : Operation;

    public sealed record Sweep : Operation;

    /// <summary>A sweep by a server that has run for less than a lease.</summary>
    public sealed record SweepAfterStart : Operation;

    /// <summary>The sweep's other loop: a job that will never start its parse is replaced.</summary>
    public sealed record FindWithoutJob : Operation;

    public abstract record Targeted(ParseId Id) : Operation;

    public sealed record Claim(ParseId Id, string Owner) : Targeted(Id);

    public sealed record Cancel(ParseId Id, string By) : Targeted(Id);

    public sealed record Delete(ParseId Id) : Targeted(Id);

    public sealed record Read(ParseId Id) : Targeted(Id);

    public sealed record RecordJob(ParseId Id, int Attempt, string Job) : Targeted(Id);

    /// <summary>A lease runs out while its worker is gone, or only paused.</summary>
    public sealed record ExpireLease(ParseId Id) : Targeted(Id);

    /// <summary>The job of a queued parse is fetched by somebody who never claims.</summary>
    public sealed record LoseJob(ParseId Id) : Targeted(Id);

    /// <summary>The delay of a retry ends.</summary>
    public sealed record PassTime(ParseId Id) : Targeted(Id);

    /// <summary>A queued parse has stood for longer than its job may take to be in the queue.</summary>
    public sealed record PassTenSeconds(ParseId Id) : Targeted(Id);

    /// <summary>The pages so far turn out to be another engine's.</summary>
    public sealed record ChangeEngine(ParseId Id) : Targeted(Id);

    public abstract record Fenced(AttemptKey Key) : Targeted(Key.Id);

    /// <summary>The attempt's worker is gone: nobody is told, the lease runs on, and its calls are over.</summary>
    public sealed record Crash(AttemptKey Key) : Fenced(Key);

    public sealed record WritePages(AttemptKey Key, int First, int Count, string Text) : Fenced(Key)
    {
        public int Last => First + Count - 1;

        public IEnumerable<ParsedPage> Pages => Enumerable.Range(First, Count).Select(number => new ParsedPage(number, Text));
    }

    public sealed record Renew(AttemptKey Key) : Fenced(Key);

    public sealed record Acknowledge(AttemptKey Key) : Fenced(Key);

    public sealed record End(AttemptKey Key, ParseOutcome Outcome) : Fenced(Key);
}
