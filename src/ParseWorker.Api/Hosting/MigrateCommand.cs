using System.CommandLine;
using Microsoft.Extensions.Options;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// <c>migrate</c>: the one step that changes tables, ours and Hangfire's. Run it before new versions start; twice does nothing twice.
/// </summary>
internal static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database's schema up to date (over ConnectionStrings:Direct, or :Main).");
        command.SetAction((_, token) => Commands.GuardAsync(() => RunAsync(token)));
        return command;
    }

    private static async Task RunAsync(CancellationToken token)
    {
        await using var app = Commands.BuildQuiet();
        var connection = app.Services.GetRequiredService<IOptions<PostgresOptions>>().Value.DirectOrMain;
        await Migrator.MigrateAsync(connection, token);
        HangfireStorage.Install(connection);
        await Console.Out.WriteLineAsync("The database is up to date.");
    }
}
