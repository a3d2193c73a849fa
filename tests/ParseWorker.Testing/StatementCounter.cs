using System.Collections.Concurrent;
using System.Diagnostics;

namespace ParseWorker.Testing;

/// <summary>Keeps the statements that this process runs on one database, in the order in which they end.</summary>
public sealed class StatementCounter : IDisposable
{
    private readonly ActivityListener _listener = new();

    private StatementCounter(string database)
    {
        // Npgsql starts one activity for each command it sends; other classes' databases are told apart by name.
        _listener.ShouldListenTo = source => source.Name == "Npgsql";
        _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData;
        _listener.ActivityStopped = activity =>
        {
            if (Equals(activity.GetTagItem("db.namespace"), database)) Statements.Enqueue($"{activity.GetTagItem("db.query.text")}");
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The statements so far.</summary>
    public ConcurrentQueue<string> Statements { get; } = [];

    /// <summary>Counts from now on, until it is disposed.</summary>
    public static async Task<StatementCounter> StartAsync(TestDatabase database) =>
        new(await database.ScalarAsync<string>("select current_database()::text"));

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
