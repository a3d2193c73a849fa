using System.Globalization;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Reads the parses of a history with their pages and events, by one statement of its own.</summary>
internal sealed class Observer(NpgsqlDataSource source, string environment)
{
    private const string Sql = """
        select p.id, p.status, p.attempt, p.attempts_spent, p.owner,
               coalesce(p.lease_expires_at < now(), false), coalesce(p.run_after > now(), false),
               p.engine_fingerprint, p.cancel_requested_by, p.cancel_acknowledged_at is not null, p.cancel_forced,
               p.hangfire_job_id, p.page_count, p.pages_done, p.error_code, p.credits, p::text, p.file_name,
               coalesce((select string_agg(g.number || ':' || g.text, ' ' order by g.number)
                         from parseworker.parse_pages g where g.parse_id = p.id), ''),
               coalesce((select string_agg(e.n || ':' || e.kind || '@' || e.attempt, ' ' order by e.n)
                         from parseworker.parse_events e where e.parse_id = p.id), ''),
               p.run_after is not null, p.status = 'queued' and p.enqueued_at is not null,
               p.status = 'queued' and coalesce(p.enqueued_at, p.queued_at) < now() - interval '10 seconds',
               exists (select from hangfire.jobqueue q where q.jobid = p.hangfire_job_id::bigint and q.fetchedat is null),
               p.workers_lost
        from parseworker.parses p where p.environment = $1
        """;

    /// <summary>What each slot holds.</summary>
    public async Task<Observation[]> ReadAsync()
    {
        Observation[] slots = [.. Enumerable.Repeat(Observation.None, Plan.Slots)];
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(environment);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var slot = int.Parse(reader.GetString(17), CultureInfo.InvariantCulture);
            if (slots[slot] != Observation.None) throw new InvalidOperationException($"Two parses came of the idempotency key {slot}.");
            slots[slot] = new Observation(Read(reader), reader.GetString(16));
        }

        return slots;
    }

    private static ModelParse Read(NpgsqlDataReader row) => new()
    {
        Id = ParseId.Parse(row.GetString(0)),
        Status = ParseStatusNames.Parse(row.GetString(1)),
        Attempt = row.GetInt32(2),
        AttemptsSpent = row.GetInt32(3),
        Owner = row.IsDBNull(4) ? null : row.GetString(4),
        LeaseRanOut = row.GetBoolean(5),
        Waits = row.GetBoolean(6),
        Engine = row.IsDBNull(7) ? null : row.GetString(7),
        CancelRequestedBy = row.IsDBNull(8) ? null : row.GetString(8),
        CancelAcknowledged = row.GetBoolean(9),
        CancelForced = row.GetBoolean(10),
        Job = row.IsDBNull(11) ? null : row.GetString(11),
        PageCount = row.IsDBNull(12) ? null : row.GetInt32(12),
        PagesDone = row.GetInt32(13),
        Error = row.IsDBNull(14) ? null : row.GetString(14),
        Credits = row.IsDBNull(15) ? null : row.GetDecimal(15),
        Pages = row.GetString(18),
        Events = row.GetString(19),
        WasRetried = row.GetBoolean(20),
        Enqueued = row.GetBoolean(21),
        Overdue = row.GetBoolean(22),
        JobLives = row.GetBoolean(23),
        WorkersLost = row.GetInt32(24),
    };
}

/// <summary>What was found.</summary>
/// <param name="Parse">In the model's words; null when there is none.</param>
/// <param name="Row">The whole row, to the last column.</param>
internal sealed record Observation(ModelParse? Parse, string Row)
{
    public static readonly Observation None = new(null, "");

    /// <summary>True when a record that had ended is not what it was, in whichever column.</summary>
    public bool HasChangedAfterItsEnd(Observation later) =>
        Parse is { } ended && ended.Status.IsTerminal() && later.Parse?.Id == ended.Id && Row != later.Row;
}
