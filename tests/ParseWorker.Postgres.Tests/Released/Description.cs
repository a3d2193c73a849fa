using System.Data;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace ParseWorker.Postgres.Tests.Released;

/// <summary>What PostgreSQL says of a statement when it prepares it: its parameters and columns, with their types.</summary>
internal sealed partial record Description(string Parameters, IReadOnlyList<string> Columns)
{
    private const string Durations =
        "liveFor lease age delay grace keptFor joinableFor disableAfter duration patience again late overlap";

    /// <summary>Where the statement alone does not say: a duration added to a time counts as a time, and an array as anything.</summary>
    private static readonly Dictionary<string, string> Types = new(
        Durations.Split(' ').Select(name => KeyValuePair.Create(name, "interval")), StringComparer.OrdinalIgnoreCase)
    {
        ["credits"] = "numeric",
        ["ids"] = "text[]",
        ["texts"] = "text[]",
        ["channels"] = "text[]",
        ["payloads"] = "text[]",
        ["failures"] = "text[]",
        ["afters"] = "integer[]",
        ["attempts"] = "integer[]",
        ["numbers"] = "integer[]",
        ["pages"] = "integer[]",
    };

    /// <exception cref="PostgresException">The statement names a table or a column that is not there.</exception>
    public static async Task<Description> OfAsync(NpgsqlDataSource source, string sql)
    {
        var (numbered, names) = Number(sql);
        await using var connection = await source.OpenConnectionAsync();
        return new Description(await ParametersAsync(connection, numbered, names), await ColumnsAsync(connection, numbered, names));
    }

    /// <summary>The plan that serves a prepared statement whatever its parameters are.</summary>
    public static async Task<string> PlanAsync(NpgsqlDataSource source, string sql)
    {
        var (numbered, names) = Number(sql);
        await using var connection = await source.OpenConnectionAsync();
        await PrepareAsync(connection, numbered, names);
        await RunAsync(connection, "set plan_cache_mode = force_generic_plan");
        var values = names.Count == 0 ? "" : $"({string.Join(", ", names.Select(_ => "null"))})";
        var plan = await connection.QueryAsync<string>(new CommandDefinition($"explain (costs off) execute described {values}"));
        await RunAsync(connection, "reset plan_cache_mode");
        await RunAsync(connection, "deallocate described");
        return string.Join('\n', plan);
    }

    private static (string Sql, List<string> Names) Number(string sql)
    {
        var names = Parameter().Matches(sql).Select(match => match.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var numbered = Parameter().Replace(sql, match =>
            $"${1 + names.FindIndex(name => name.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase))}");
        return (numbered, names);
    }

    private static async Task<string> ParametersAsync(NpgsqlConnection connection, string sql, List<string> names)
    {
        await PrepareAsync(connection, sql, names);
        var found = await connection.QuerySingleAsync<string[]>(
            new CommandDefinition("select parameter_types::text[] from pg_prepared_statements where name = 'described'"));
        await RunAsync(connection, "deallocate described");
        return string.Join(", ", names.Zip(found, (name, type) => $"{name} {type}"));
    }

    private static Task PrepareAsync(NpgsqlConnection connection, string sql, List<string> names)
    {
        var types = names.Count == 0 ? "" : $"({string.Join(", ", names.Select(name => Types.GetValueOrDefault(name, "unknown")))})";
        return RunAsync(connection, $"prepare described {types} as {sql}");
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(NpgsqlConnection connection, string sql, List<string> names)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var name in names)
            command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, DataTypeName = Types.GetValueOrDefault(name) });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)} {reader.GetDataTypeName(i)}")];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"@([A-Za-z]\w*)")]
    private static partial Regex Parameter();
}
