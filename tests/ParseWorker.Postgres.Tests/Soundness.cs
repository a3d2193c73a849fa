using Dapper;

namespace ParseWorker.Postgres.Tests;

/// <summary>What must hold of every parse at every moment, whatever raced.</summary>
internal static class Soundness
{
    private const string Violations = """
        select p.id || ' is ' || p.status || ': ' || broken.rule
        from parseworker.parses p
        cross join lateral (
          select count(*) as events, coalesce(max(e.n), 0) as last,
                 count(*) filter (where e.kind in ('completed', 'failed', 'cancelled')) as endings,
                 count(*) filter (where e.kind = p.status) as own_endings,
                 count(*) filter (where e.kind = 'cancel_requested') as requests
          from parseworker.parse_events e where e.parse_id = p.id) e
        cross join lateral (
          select count(*) as pages, coalesce(max(g.number), 0) as last from parseworker.parse_pages g where g.parse_id = p.id) g
        cross join lateral (values
          (e.events <> p.event_count or e.last <> p.event_count, 'its events are not numbered 1 to event_count'),
          (e.endings <> (p.status in ('completed', 'failed', 'cancelled'))::int, 'it has ' || e.endings || ' endings in its history'),
          (p.status in ('completed', 'failed', 'cancelled') and e.own_endings <> 1, 'its history tells another ending'),
          (e.requests <> (p.cancel_requested_at is not null)::int, 'its history has ' || e.requests || ' cancel requests'),
          (g.pages <> p.pages_done or g.last <> p.pages_done, 'pages_done is ' || p.pages_done || ' and pages are ' || g.pages)
        ) as broken (is_so, rule)
        where broken.is_so
        """;

    public static async Task AssertAllSoundAsync(this PostgresFixture postgres)
    {
        await using var connection = await postgres.Database.Source.OpenConnectionAsync();
        Assert.Empty(await connection.QueryAsync<string>(new CommandDefinition(Violations)));
    }
}
