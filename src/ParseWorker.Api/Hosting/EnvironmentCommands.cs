using System.CommandLine;
using ParseWorker.Api.Admin;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// <c>list-environments</c>: prints the environments, a line each: name, weight, keys; tabs between them. <c>weigh-environment</c>:
/// gives one a weight.
/// </summary>
internal static class EnvironmentCommands
{
    /// <summary>The command that lists.</summary>
    public static Command CreateList()
    {
        var command = new Command("list-environments", "List the environments that a key opens or that were given a weight.");
        command.SetAction((_, token) => Commands.GuardAsync(() => ListAsync(token)));
        return command;
    }

    /// <summary>The command that weighs.</summary>
    public static Command CreateWeigh()
    {
        var name = new Option<string>("--environment") { Description = "The environment; it need not have a key yet.", Required = true };
        var weight = new Option<int>("--weight") { Description = "Its share in relation to those of others, 1 to 100.", Required = true };
        var command = new Command("weigh-environment", "Give an environment a weight.") { name, weight };
        command.SetAction((parsed, token) => Commands.GuardAsync(() => WeighAsync(
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(weight), token)));
        return command;
    }

    private static async Task ListAsync(CancellationToken token)
    {
        await using var app = Commands.BuildQuiet();
        foreach (var (name, weight, keys) in await app.Services.GetRequiredService<IEnvironmentStore>().ListAsync(token))
            await Console.Out.WriteLineAsync($"{name}\t{weight}\t{keys}");
    }

    private static async Task WeighAsync(string name, int weight, CancellationToken token)
    {
        if (!KeyIssuer.IsEnvironment(name)) throw new ArgumentException($"--environment {KeyIssuer.EnvironmentRule}");
        if (!ManageEnvironments.IsWeight(weight)) throw new ArgumentException($"--weight {ManageEnvironments.WeightRule}");
        await using var app = Commands.BuildQuiet();
        var weighed = await app.Services.GetRequiredService<IEnvironmentStore>().WeighAsync(name, weight, token);
        await Console.Out.WriteLineAsync($"{weighed.Name} has weight {weighed.Weight} from its next admission on.");
    }
}
