using System.Data.Common;
using Npgsql;

namespace ParseWorker.Postgres;

/// <summary>
/// Which faults of the database pass by themselves: it, a pooler before it, or the way to it is away, starting, stopping, full or
/// overloaded, and the same statement may go through in a while. All other faults are answers.
/// </summary>
public static class DatabaseFaults
{
    /// <summary>
    /// Classes of SQLSTATE (PostgreSQL's documentation, appendix A): connection exceptions; PgBouncer reports all of its own failures as
    /// protocol violations of that class (08P01). Insufficient resources. Operator intervention: sessions and servers that are being
    /// ended or started. System errors.
    /// </summary>
    private static readonly string[] Classes = ["08", "53", "57", "58"];

    /// <summary>After a failover: a session on what was the primary.</summary>
    private const string ReadOnlyTransaction = "25006";

    /// <summary>
    /// Npgsql's words when it is given several servers, reaches some of them, and none is as wanted: after a failover, until the standby
    /// is promoted. It has neither a state nor a cause then.
    /// </summary>
    private const string NoSuitableHost = "No suitable host was found";

    /// <summary>PostgreSQL's function that finds that a prepared statement would return other columns than it did.</summary>
    private const string PlanCheck = "RevalidateCachedQuery";

    /// <summary>
    /// True when the fault passes. Where nobody was there to report a state, the driver's own word counts; of several servers, what any of
    /// them said.
    /// </summary>
    public static bool IsPassing(DbException fault) => fault switch
    {
        { IsTransient: true } => true,
        { SqlState: { } state } => state == ReadOnlyTransaction || Classes.Any(name => state.StartsWith(name, StringComparison.Ordinal)),
        { InnerException: AggregateException each } => each.InnerExceptions.OfType<DbException>().Any(IsPassing),
        _ => fault.Message.StartsWith(NoSuitableHost, StringComparison.Ordinal),
    };

    /// <summary>
    /// True when a prepared statement's columns are no longer those that it was prepared with (PostgreSQL: "cached plan must not change
    /// result type"), because a migration ran in between: it has done nothing, and goes through when it is prepared again.
    /// </summary>
    internal static bool IsOfAStalePlan(PostgresException fault) =>
        fault.SqlState == PostgresErrorCodes.FeatureNotSupported && fault.Routine == PlanCheck;
}
