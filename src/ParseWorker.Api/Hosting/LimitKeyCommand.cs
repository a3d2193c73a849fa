using System.CommandLine;
using System.Globalization;
using ParseWorker.Api.Admin;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Hosting;

/// <summary><c>limit-key</c>: says how many parses of an API key may wait from now on.</summary>
internal static class LimitKeyCommand
{
    private const string Default = "default";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Option<string>("--id") { Description = "The key's id, key_…, as list-keys shows it.", Required = true };
        var most = new Option<string>("--most-waiting")
        {
            Description = "Parses of this key that may wait, 0 for any number; 'default' for what the configuration says.",
            Required = true,
        };
        var command = new Command("limit-key", "Limit how many parses of an API key may wait.") { id, most };
        command.SetAction((parsed, token) => Commands.GuardAsync(() => RunAsync(
            parsed.GetRequiredValue(id), parsed.GetRequiredValue(most), token)));
        return command;
    }

    private static int? Read(string most) =>
        int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && KeyIssuer.IsMostWaiting(number)
            ? number : throw new ArgumentException($"--most-waiting {KeyIssuer.MostWaitingRule[..^1]}, or '{Default}'.");

    private static async Task RunAsync(string id, string most, CancellationToken token)
    {
        var limit = most == Default ? null : Read(most);
        await using var app = Commands.BuildQuiet();
        var limited = await app.Services.GetRequiredService<IApiKeyStore>().LimitAsync(id, limit, token)
            ?? throw new ArgumentException($"There is no key {id}: it was revoked, or 'list-keys' shows another id.");
        await Console.Out.WriteLineAsync(
            $"{id} ({limited.Key.Name}, of {limited.Key.Environment}): parses that may wait: {ListKeysCommand.Said(limited.MostWaiting)}.");
    }
}
