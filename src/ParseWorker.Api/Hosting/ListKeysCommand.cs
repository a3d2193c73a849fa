using System.CommandLine;
using System.Globalization;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// <c>list-keys</c>: prints the API keys, a line each: id, environment, name, time of creation, parses that may wait; tabs between them.
/// </summary>
internal static class ListKeysCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var environment = new Option<string?>("--environment") { Description = "Only the keys of this environment." };
        var command = new Command("list-keys", "List the API keys; their secrets are not known any more.") { environment };
        command.SetAction((parsed, token) => Commands.GuardAsync(() => RunAsync(parsed.GetValue(environment), token)));
        return command;
    }

    private static async Task RunAsync(string? environment, CancellationToken token)
    {
        await using var app = Commands.BuildQuiet();
        foreach (var (key, most, createdAt) in await app.Services.GetRequiredService<IApiKeyStore>().ListAsync(environment, token))
        {
            var created = createdAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await Console.Out.WriteLineAsync($"{key.Id}\t{key.Environment}\t{key.Name}\t{created}\t{Said(most)}");
        }
    }

    /// <summary>How many parses of a key may wait, in a word.</summary>
    internal static string Said(int? most) => most switch
    {
        null => "default",
        0 => "any",
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };
}
