using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Intake;
using ParseWorker.Core;
using ParseWorker.Core.Errors;
using ParseWorker.Postgres.Hosting;
using ParseWorker.S3;

namespace ParseWorker.Api.Hosting;

/// <summary>The process's command line: no command serves; all others do one thing.</summary>
internal static class Commands
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>The exit code: 0, or 1 after a sentence on standard error.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "ParseWorker's API. Without a command it serves; configuration comes from the environment or as --Section:Key=value.")
        {
            MigrateCommand.Create(),
            StatusCommand.Create(),
            CreateKeyCommand.Create(),
            ListKeysCommand.Create(),
            LimitKeyCommand.Create(),
            RevokeKeyCommand.Create(),
            EnvironmentCommands.CreateList(),
            EnvironmentCommands.CreateWeigh(),
            HashPasswordCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((_, token) => GuardAsync(() => ServeAsync(args, token)));
        return root.Parse(args).InvokeAsync();
    }

    /// <summary>The directory and the bucket first: once the host starts, whatever fails is logged with its stack trace.</summary>
    private static async Task ServeAsync(string[] args, CancellationToken token)
    {
        await using var app = ApiHost.Build(args);
        await app.Services.GetRequiredService<SpoolDirectory>().CheckAsync();
        await app.Services.CheckBucketAsync(token);
        await app.RunAsync(token);
    }

    /// <summary>The database's services without a server or a log: a command's standard output is its result.</summary>
    internal static WebApplication BuildQuiet()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddParseWorkerCore().AddParseWorkerPostgres().AddSingleton<KeyIssuer>();
        return builder.Build();
    }

    /// <summary>Turns what an operator can mend into a sentence; anything else is a defect and keeps its stack trace.</summary>
    internal static async Task<int> GuardAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception exception) when (exception
            is InvalidOperationException or OptionsValidationException or DbException or IOException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"ParseWorker.Api: {Reasons.Of(exception)}");
            return 1;
        }
    }
}
