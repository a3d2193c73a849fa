using Dapper;
using Npgsql;

namespace ParseWorker.Postgres.Hosting;

/// <summary>What a database has to be before tables are made in it.</summary>
internal static class FitDatabase
{
    /// <summary>Ours, and Hangfire's.</summary>
    private static readonly string[] Schemas = [Migrator.Schema, "hangfire"];

    /// <summary>Refuses a database that could not hold every document's text, or that offers no room for the tables.</summary>
    /// <returns>The schemas that are missing and may be made.</returns>
    /// <exception cref="InvalidOperationException">With what to do.</exception>
    public static async Task<IReadOnlyList<string>> RequireAsync(NpgsqlConnection connection, CancellationToken token)
    {
        var found = await connection.QuerySingleAsync<Found>(
            new CommandDefinition(Sql.ReadFitness, new { schemas = Schemas }, cancellationToken: token));
        if (found.Encoding != "UTF8")
            throw new InvalidOperationException(
                $"The database {found.Name} is encoded in {found.Encoding}, which can't hold the text of every document. Have another one "
                + "made: create database … encoding 'UTF8' template template0.");

        string[] missing = [.. Schemas.Except(found.Present.Split(','))];
        if (missing.Length > 0 && !found.MayCreate)
            throw new InvalidOperationException(
                $"The role {found.Role} may create no schema in the database {found.Name}. Have its administrator run there: "
                + string.Join(' ', missing.Select(schema => $"create schema {schema} authorization {found.Role};")));
        return missing;
    }

    private sealed class Found
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required string Encoding { get; init; }
        public bool MayCreate { get; init; }

        /// <summary>With commas between them.</summary>
        public required string Present { get; init; }
    }
}
