using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests;

/// <summary>
/// Migrations since the last release run while its programs work. That they still find what they use, <c>RollOutTests</c> shows; this is
/// about what nobody would notice on a small database, or in what those tests do not write.
/// </summary>
public sealed partial class AdditiveMigrationTests
{
    private const string Folder = "src/ParseWorker.Postgres/Migrations/";
    private const string Schema = "-- schema: ";
    private const string Released = "tests/ParseWorker.Postgres.Tests/Released/statements.sql";

    [Fact]
    public void Migrations_SinceTheLastRelease_OnlyAdd()
    {
        var released = Project.ReadLines(Released)
            .Single(line => line.StartsWith(Schema, StringComparison.Ordinal))[Schema.Length..];
        var since = Project.Files("*.sql").Where(file => file.StartsWith(Folder, StringComparison.Ordinal))
            .Where(file => string.CompareOrdinal(file[Folder.Length..], released) > 0);

        Assert.True(File.Exists(Path.Combine(Project.Root, Folder, released)), $"{released}, which {Released} names, is no migration.");
        Assert.All(since, file => Assert.Empty(Faults(string.Join('\n', Project.ReadLines(file)))));
    }

    [Theory]
    [InlineData("alter table parseworker.parses drop column note")]
    [InlineData("alter table parseworker.parses\n  drop note")]
    [InlineData("drop table parseworker.workers")]
    [InlineData("alter table parseworker.parses rename column note to remark")]
    [InlineData("alter table parseworker.parses alter column note type varchar(10)")]
    [InlineData("alter table parseworker.parses alter column note set not null")]
    [InlineData("alter table parseworker.parses add column grade int not null")]
    [InlineData("alter table parseworker.parses add column seen_at timestamptz not null default clock_timestamp()")]
    [InlineData("alter table parseworker.parses add constraint graded check (grade > 0)")]
    [InlineData("alter table parseworker.parses add unique (note)")]
    [InlineData("create index parses_by_note on parseworker.parses (note)")]
    [InlineData("update parseworker.parses set note = ''")]
    [InlineData("delete from parseworker.parses where note is null")]
    [InlineData("truncate parseworker.workers")]
    [InlineData("lock table parseworker.parses")]
    public void Faults_OfWhatTakesSomethingAwayOrHoldsATable_AreFound(string statement)
    {
        Assert.NotEmpty(Faults($"-- Why.\n{statement};"));
    }

    [Theory]
    [InlineData("alter table parseworker.workers add column paused_by text")]
    [InlineData("alter table parseworker.parses add column is_first boolean not null default false")]
    [InlineData("alter table parseworker.parses add constraint graded check (grade > 0) not valid")]
    [InlineData("create table parseworker.minutes (at timestamptz primary key, note text not null, check (note <> ''));\n"
        + "create index minutes_by_note on parseworker.minutes (note)")]
    [InlineData("create or replace function parseworker.f() returns trigger language plpgsql as $$ begin\n"
        + "  update parseworker.parses set note = '';\n  return null;\nend $$")]
    [InlineData("-- holds up api_keys: a row a key, so that it takes no time.\ncreate index keys_by_name on parseworker.api_keys (name)")]
    public void Faults_OfWhatAdds_AreNone(string statement) => Assert.Empty(Faults($"-- Why.\n{statement};"));

    /// <summary>Statements that old programs would notice; not those about tables that the script makes itself, or excuses.</summary>
    private static List<string> Faults(string script)
    {
        var own = Excused().Matches(script).Concat(Made().Matches(script)).Select(match => match.Groups[1].Value).ToHashSet();
        var statements = Body().Replace(Comment().Replace(script, ""), "").Split(';', StringSplitOptions.TrimEntries);
        return [.. statements.Where(statement => Table().Match(statement) is { Success: true } table && !own.Contains(table.Groups[1].Value)
            && (TakesAway().IsMatch(statement) || Demands(statement) || Holds().IsMatch(statement)
                || (Constrains().IsMatch(statement) && !statement.Contains("not valid", StringComparison.Ordinal))))];
    }

    /// <summary>A column that the released programs' inserts would have to fill, or that has every row written anew.</summary>
    private static bool Demands(string statement) => Column().Matches(statement).Select(column => column.Value)
        .Any(column => column.Contains("not null", StringComparison.Ordinal) && !ConstantDefault().IsMatch(column));

    [GeneratedRegex(@"^-- holds up (\w+): .+", RegexOptions.Multiline)]
    private static partial Regex Excused();

    [GeneratedRegex(@"create table (?:if not exists )?parseworker\.(\w+)")]
    private static partial Regex Made();

    [GeneratedRegex(@"--.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\$\$.*?\$\$", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@"parseworker\.(\w+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\b(drop (?!constraint|index|trigger|function|not null|default)|rename |truncate|delete from|update parseworker"
        + @"|alter column \w+ (set data )?type|set not null)")]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^(create (unique )?index|lock )|add (unique|primary key|exclude)")]
    private static partial Regex Holds();

    [GeneratedRegex(@"add (constraint|check|foreign key)")]
    private static partial Regex Constrains();

    [GeneratedRegex(@"add column [^,]+")]
    private static partial Regex Column();

    [GeneratedRegex(@"default ('[^']*'|[\d.]+|true|false|now\(\)|current_timestamp)")]
    private static partial Regex ConstantDefault();
}
