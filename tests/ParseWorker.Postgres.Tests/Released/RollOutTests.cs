using System.Collections.Concurrent;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Released;

/// <summary>
/// A new version is rolled out without a stop: its migrations come first, under load, and until the last old process is gone the programs
/// of the last release work on the new schema.
/// </summary>
public sealed class RollOutTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Environment = "released";

    /// <summary>Set to 1, it makes this version the released one.</summary>
    private const string Switch = "PARSEWORKER_WRITE_RELEASE";

    private static readonly ReleasedStatements Statements = ReleasedDatabase.Statements;

    public static TheoryData<string> Endings => [.. ReleasedPrograms.Endings];

    [Fact]
    public void Released_Schema_IsOneThatThisVersionStillLeadsTo()
    {
        if (System.Environment.GetEnvironmentVariable(Switch) == "1") ReleasedStatements.Write();

        Assert.Contains($"Migrations.{ReleasedStatements.Read().Migration}", Migrator.Known);
    }

    // A column in use that a migration drops, renames or gives another type shows here, whichever statement uses it.
    [Fact]
    public async Task ReleasedStatements_OnTheNewSchema_TakeAndReturnWhatTheyDid()
    {
        await using var database = await ReleasedDatabase.CreateAsync(postgres);
        var released = new Dictionary<string, Description>();
        foreach (var name in Statements.Names) released[name] = await Description.OfAsync(database.Source, Statements[name]);

        await database.UpgradeAsync();

        Assert.NotEmpty(released);
        foreach (var (name, before) in released)
        {
            var now = await Description.OfAsync(database.Source, Statements[name]);
            Assert.True(before.Parameters == now.Parameters, $"{name} took ({before.Parameters}) and takes ({now.Parameters}).");
            Assert.True(before.Columns.All(now.Columns.Contains),
                $"{name} no longer returns {string.Join(", ", before.Columns.Except(now.Columns))}.");
        }
    }

    // The released programs don't know of it, and leave it out of what they insert.
    [Fact]
    public async Task NewColumns_OfReleasedTables_MayBeLeftOut()
    {
        await using var database = await ReleasedDatabase.CreateAsync(postgres);
        const string Demanded = """
            select coalesce(string_agg(table_name || '.' || column_name, ', ' order by table_name, column_name), '')
            from information_schema.columns
            where table_schema = 'parseworker' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'
              and table_name = any (string_to_array('{0}', ','))
            """;
        var tables = await database.ScalarAsync<string>(
            "select string_agg(tablename, ',') from pg_tables where schemaname = 'parseworker'");
        var sql = Demanded.Replace("{0}", tables, StringComparison.Ordinal);
        var before = await database.ScalarAsync<string>(sql);

        await database.UpgradeAsync();

        Assert.Empty((await database.ScalarAsync<string>(sql)).Split(", ").Except(before.Split(", ")));
    }

    [Theory, MemberData(nameof(Endings))]
    public async Task ReleasedPrograms_OnTheNewSchema_LeadEachLifeToItsEnd(string ending)
    {
        var programs = new ReleasedPrograms(postgres.Database.Source, Statements);
        var environment = $"{Environment}-{ending}";
        await programs.BeginAsync(environment);

        var status = await programs.LiveAsync(environment, ending);

        Assert.Equal(StatusAfter(ending), status);
        if (ending is "deleted" or "cancelled in the queue") return;
        Assert.Equal("delivered", await postgres.Database.ScalarAsync<string>(
            "select d.status from parseworker.webhook_deliveries d where d.endpoint_id = $1", $"whe_{environment}"));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Migrate_WhileTheReleasedProgramsWork_InterruptsNone()
    {
        await using var database = await ReleasedDatabase.CreateAsync(postgres);
        var programs = new ReleasedPrograms(database.Source, Statements);
        var lives = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        await programs.BeginAsync($"{Environment}-0");
        await programs.BeginAsync($"{Environment}-1");
        await programs.BeginAsync($"{Environment}-2");

        var load = Enumerable.Range(0, 3)
            .Select(i => Task.Run(() => LiveOnAsync(programs, $"{Environment}-{i}", lives, stop.Token))).ToList();
        await HaveLivedAsync(lives, load, more: 10);
        await database.UpgradeAsync();
        await HaveLivedAsync(lives, load, more: 2 * ReleasedPrograms.Endings.Count);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>("select count(*) from parseworker.schema_versions"));
    }

    private static async Task LiveOnAsync(
        ReleasedPrograms programs, string environment, ConcurrentQueue<string> lives, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var ending = ReleasedPrograms.Endings[i % ReleasedPrograms.Endings.Count];
            Assert.Equal(StatusAfter(ending), await programs.LiveAsync(environment, ending));
            lives.Enqueue(ending);
        }
    }

    private static async Task HaveLivedAsync(ConcurrentQueue<string> lives, List<Task> load, int more)
    {
        var enough = lives.Count + more;
        await Eventually.IsTrueAsync(() => lives.Count >= enough || load.Any(life => life.IsCompleted), TimeSpan.FromMinutes(2));
        foreach (var ended in load.Where(life => life.IsCompleted)) await ended;
    }

    private static string StatusAfter(string ending) => ending switch
    {
        "cancelled in the queue" => "cancelled",
        "handed back" or "retried" or "taken back" => "completed",
        _ => ending,
    };
}
