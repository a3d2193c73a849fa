using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using ParseWorker.Postgres.Hosting;

namespace ParseWorker.Postgres.Tests.Released;

/// <summary>
/// What the programs of the last release send, and the schema that they were made for: <c>statements.sql</c> beside this file. While a new
/// version is rolled out they run on its schema, so that the tests here have to have them as they were, not as they are.
/// </summary>
internal sealed class ReleasedStatements
{
    private const string Schema = "-- schema: ";
    private const string Statement = "-- statement: ";
    private readonly Dictionary<string, string> _statements;

    private ReleasedStatements(string migration, Dictionary<string, string> statements) =>
        (Migration, _statements) = (migration, statements);

    /// <summary>Name of the last migration that the release had.</summary>
    public string Migration { get; }

    public IEnumerable<string> Names => _statements.Keys;

    /// <summary>The migrations that the release had, as <see cref="Migrator.Known"/> names them.</summary>
    public IReadOnlyList<string> Migrations =>
        [.. Migrator.Known.Where(name => string.CompareOrdinal(name, $"Migrations.{Migration}") <= 0)];

    public string this[string name] => _statements[name];

    public static ReleasedStatements Read()
    {
        var parts = File.ReadAllText(Path()).Split($"\n{Statement}");
        var migration = parts[0].Split('\n').Single(line => line.StartsWith(Schema, StringComparison.Ordinal))[Schema.Length..];
        var statements = parts.Skip(1).Select(part => part.Split('\n', 2)).ToDictionary(part => part[0], part => part[1].Trim());
        return new ReleasedStatements(migration, statements);
    }

    /// <summary>Makes this version's statements and schema the released ones.</summary>
    public static void Write()
    {
        var text = new StringBuilder(
            "-- What the programs of the last release send, by name. Written when a release is made: see deploy/docs/contributing.md.\n");
        text.Append(Schema).Append(Migrator.Known[^1]["Migrations.".Length..]).Append('\n');
        var queries = typeof(Sql).GetFields(BindingFlags.Static | BindingFlags.Public);
        foreach (var query in queries.OrderBy(query => FileNameOf(query.Name), StringComparer.Ordinal))
            text.Append('\n').Append(Statement).Append(FileNameOf(query.Name)).Append('\n')
                .Append(((string)query.GetValue(null)!).Trim()).Append('\n');
        File.WriteAllText(Path(), text.ToString());
    }

    private static string FileNameOf(string field) =>
        string.Concat(field.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToLowerInvariant();

    private static string Path([CallerFilePath] string source = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source)!, "statements.sql");
}
