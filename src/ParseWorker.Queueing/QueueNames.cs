namespace ParseWorker.Queueing;

/// <summary>The queues. Hangfire's PostgreSQL storage serves them alphabetically, whatever order a server names them in.</summary>
public static class QueueNames
{
    /// <summary>Parses that had an attempt before (handed back, taken back, retried): they go ahead of fresh ones.</summary>
    public const string Resume = "a-resume";

    /// <summary>
    /// The first parse of each environment that runs nothing while others do: ahead of fresh ones, and the only queue of the spare slot.
    /// </summary>
    public const string First = "b-first";

    /// <summary>Fresh parses.</summary>
    public const string Fresh = "b-parse";

    /// <summary>Webhooks that are due. They have slots of their own: an endpoint that answers slowly keeps no parse waiting.</summary>
    public const string Webhooks = "c-webhook";

    /// <summary>The queues of parses, in the order of service.</summary>
    public static IReadOnlyList<string> All { get; } = [Resume, First, Fresh];
}
