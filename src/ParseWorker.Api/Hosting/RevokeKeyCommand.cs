using System.CommandLine;
using ParseWorker.Api.Auth;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Hosting;

/// <summary><c>revoke-key</c>: makes an API key useless; what it opened stays with its environment.</summary>
internal static class RevokeKeyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Option<string>("--id") { Description = "The key's id, key_…, as list-keys shows it.", Required = true };
        var command = new Command("revoke-key", "Revoke an API key.") { id };
        command.SetAction((parsed, token) => Commands.GuardAsync(() => RunAsync(parsed.GetRequiredValue(id), token)));
        return command;
    }

    private static async Task RunAsync(string id, CancellationToken token)
    {
        await using var app = Commands.BuildQuiet();
        var key = await app.Services.GetRequiredService<IApiKeyStore>().RevokeAsync(id, token)
            ?? throw new ArgumentException($"There is no key {id}: it was revoked before, or 'list-keys' shows another id.");
        await Console.Out.WriteLineAsync(
            $"{key.Id} ({key.Name}, of {key.Environment}) is revoked; every API process refuses it within "
            + $"{ApiKeyCache.KeptFor.TotalSeconds:0} s.");
    }
}
