using System.CommandLine;
using ParseWorker.Api.Admin;

namespace ParseWorker.Api.Hosting;

/// <summary><c>create-key</c>: prints a new API key's secret, alone, on standard output. It is stored nowhere else.</summary>
internal static class CreateKeyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var environment = Required("--environment", "What the key opens; keys of one environment see nothing of another.");
        var name = Required("--name", "What people call the key; cancelled parses show it.");
        var most = new Option<int?>("--most-waiting")
        {
            Description = "Parses of this key that may wait, 0 for any number; unless given, what the configuration says.",
        };
        var command = new Command("create-key", "Create an API key and print its secret.") { environment, name, most };
        command.SetAction((parsed, token) => Commands.GuardAsync(() => RunAsync(
            parsed.GetRequiredValue(environment), parsed.GetRequiredValue(name), parsed.GetValue(most), token)));
        return command;
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    private static async Task RunAsync(string environment, string name, int? most, CancellationToken token)
    {
        if (!KeyIssuer.IsEnvironment(environment)) throw new ArgumentException($"--environment {KeyIssuer.EnvironmentRule}");
        if (!KeyIssuer.IsName(name)) throw new ArgumentException($"--name {KeyIssuer.NameRule}");
        if (!KeyIssuer.IsMostWaiting(most)) throw new ArgumentException($"--most-waiting {KeyIssuer.MostWaitingRule}");

        await using var app = Commands.BuildQuiet();
        var (secret, _) = await app.Services.GetRequiredService<KeyIssuer>().IssueAsync(environment, name, most, token);
        await Console.Out.WriteLineAsync(secret);
    }
}
