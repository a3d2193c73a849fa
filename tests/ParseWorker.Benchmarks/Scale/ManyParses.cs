using System.Globalization;
using Npgsql;
using ParseWorker.Testing;

namespace ParseWorker.Benchmarks.Scale;

/// <summary>Records of parses that have ended, made by one statement: spread over a hundred environments and a year.</summary>
internal static class ManyParses
{
    /// <summary>The environment that is asked about; it has a hundredth of them.</summary>
    public const string Environment = "env-7";

    // Of each environment every twentieth has failed, and every hundredth was cancelled. Without triggers: they tell webhooks, of which
    // there are none.
    private const string Insert = """
        set session_replication_role = replica;
        insert into parseworker.parses (id, environment, file_id, file_name, mime_type, sha256, model, table_format, image_resolution_dpi,
                                        status, credits, error_code, error_message, started_at, finished_at, created_at, attempt,
                                        pages_done, page_count, event_count, cancel_requested_at, cancel_acknowledged_at)
        select 'prs_' || lpad(n::text, 26, '0'), 'env-' || n % 100, 'file-' || n, 'invoice-' || n || '.pdf', 'application/pdf',
               sha256(n::text::bytea), 'retab-small', 'html', 192,
               status, case when status = 'completed' then 1 end, case when status = 'failed' then 'no_text_layer' end,
               case when status = 'failed' then 'No page holds text.' end, created, created + interval '2 seconds', created, 1, 1, 1, 4,
               case when status = 'cancelled' then created end, case when status = 'cancelled' then created end
        from (select n, now() - make_interval(secs => n * 31.0) as created,
                     case when n / 100 % 100 = 1 then 'cancelled' when n / 100 % 20 = 7 then 'failed' else 'completed' end as status
              from generate_series(1, {0}) as n) made;
        insert into parseworker.parse_events (parse_id, n, kind, attempt, at)
        select p.id, e.n, (array['created', 'queued', 'claimed', p.status])[e.n], 1, p.created_at + make_interval(secs => e.n)
        from parseworker.parses p cross join generate_series(1, 4) as e (n);
        set session_replication_role = origin;
        """;

    /// <summary>Fills a database.</summary>
    /// <param name="database">Has none yet.</param>
    /// <param name="parses">How many.</param>
    public static async Task AddAsync(TestDatabase database, int parses)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in new[] { Insert.Replace("{0}", $"{parses}", StringComparison.Ordinal), "vacuum analyze" })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // minutes
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The id of one of <see cref="Environment"/> that failed, in the middle.</summary>
    public static string Failed(int parses) =>
        string.Create(CultureInfo.InvariantCulture, $"prs_{(parses / 4000 * 2000) + 707:D26}");
}
