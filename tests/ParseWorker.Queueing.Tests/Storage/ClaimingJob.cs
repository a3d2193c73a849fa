using System.Collections.Concurrent;
using Hangfire;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>The job as a worker runs it, without an engine: claims the parse, does what the test says, completes it.</summary>
internal sealed class ClaimingJob(IParseStore store) : JobActivator, IParseJob
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>Every delivery, by the parse it was for.</summary>
    public ConcurrentQueue<string> Delivered { get; } = [];

    /// <summary>What a granted attempt does before it completes.</summary>
    public Func<Task> Work { get; set; } = () => Task.CompletedTask;

    public async Task RunAsync(string parseId)
    {
        Delivered.Enqueue(parseId);
        if (await store.ClaimAsync(ParseId.Parse(parseId), "test-worker", Lease, CancellationToken.None) is not { } attempt) return;

        await Work();
        await store.EndAttemptAsync(attempt.Key, new ParseOutcome.Completed(PageCount: 1, Credits: 1m), CancellationToken.None);
    }

    public override object ActivateJob(Type jobType) => this;
}
