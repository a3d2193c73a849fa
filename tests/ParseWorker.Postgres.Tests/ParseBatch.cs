using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>Many parses in few statements, each with the history that its status implies.</summary>
internal static class ParseBatch
{
    private const string Insert = """
        with blob as (insert into parseworker.blobs (sha256, size) values (sha256('batch'), 5) on conflict do nothing), made as (
          insert into parseworker.parses (id, environment, file_id, file_name, mime_type, sha256, model, table_format,
                                          image_resolution_dpi, event_count)
          select id, $2, 'file_' || id, 'a.txt', 'text/plain', sha256('batch'), 'retab-small', 'html', 192, 1
          from unnest($1::text[]) as id
          returning id
        )
        insert into parseworker.parse_events (parse_id, n, kind, attempt) select id, 1, 'created', 0 from made
        """;

    private const string Queue = """
        with moved as (
          update parseworker.parses set status = 'queued', queued_at = now(), event_count = event_count + 1
          where id = any ($1) returning id, event_count
        )
        insert into parseworker.parse_events (parse_id, n, kind, attempt) select id, event_count, 'queued', 0 from moved
        """;

    private const string Start = """
        with moved as (
          update parseworker.parses
          set status = 'in_progress', attempt = 1, owner = 'batch', started_at = now(), event_count = event_count + 1,
              engine_fingerprint = 'parseworker/1/retab-small', lease_expires_at = now() + $2
          where id = any ($1) returning id, event_count
        )
        insert into parseworker.parse_events (parse_id, n, kind, attempt) select id, event_count, 'claimed', 1 from moved
        """;

    public static async Task<IReadOnlyList<ParseId>> ManyPendingAsync(this PostgresFixture postgres, int count,
        string environment = TestParses.Environment)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ids = Enumerable.Range(0, count).Select(_ => ParseId.New(now)).ToList();
        await ExecuteAsync(postgres, Insert, Text(ids), environment);
        return ids;
    }

    public static async Task<IReadOnlyList<ParseId>> ManyQueuedAsync(this PostgresFixture postgres, int count)
    {
        var ids = await postgres.ManyPendingAsync(count);
        await ExecuteAsync(postgres, Queue, [Text(ids)]);
        return ids;
    }

    /// <summary>Parses in progress under attempt 1; a negative lease has run out.</summary>
    public static async Task<IReadOnlyList<AttemptKey>> ManyInProgressAsync(this PostgresFixture postgres, int count,
        TimeSpan? lease = null)
    {
        var ids = await postgres.ManyPendingAsync(count);
        await ExecuteAsync(postgres, Start, Text(ids), lease ?? TestParses.Lease);
        return [.. ids.Select(id => new AttemptKey(id, 1))];
    }

    private static string[] Text(IEnumerable<ParseId> ids) => [.. ids.Select(id => id.ToString())];

    private static async Task ExecuteAsync(PostgresFixture postgres, string sql, params object[] parameters)
    {
        await using var command = postgres.Database.Source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync();
    }
}
