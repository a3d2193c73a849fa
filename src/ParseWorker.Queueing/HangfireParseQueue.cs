using Hangfire;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Storage;

namespace ParseWorker.Queueing;

/// <summary>One new Hangfire job a call; its only argument is the parse's id, so the dashboard shows no document.</summary>
internal sealed class HangfireParseQueue(IBackgroundJobClientV2 client) : IParseQueue
{
    public string Enqueue(QueuedParse parse)
    {
        var id = parse.Id.ToString();
        var queue = parse.IsFirst ? QueueNames.First : parse.Attempt > 0 ? QueueNames.Resume : QueueNames.Fresh;
        return client.Enqueue<IParseJob>(queue, job => job.RunAsync(id));
    }
}
