using Dapper;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ParseWorker.Postgres.Hosting;

/// <summary>Refuses to start on a schema that this build's migrations have not reached.</summary>
internal sealed class SchemaCheck(Databases databases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var applied = await ReadAppliedAsync(cancellationToken);
        var missing = Migrator.Known.Except(applied).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException(
                $"The database lacks {missing.Count} migration(s), the first is {missing[0]}. "
                + "Run 'deploy/up', or 'ParseWorker.Api migrate' with ConnectionStrings__Direct set, and start again.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<string>> ReadAppliedAsync(CancellationToken token)
    {
        try
        {
            await using var connection = await databases.Main.OpenConnectionAsync(token);
            var sql = $"select scriptname from {Migrator.Schema}.{Migrator.Journal}";
            return (await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: token))).AsList();
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [];
        }
    }
}
