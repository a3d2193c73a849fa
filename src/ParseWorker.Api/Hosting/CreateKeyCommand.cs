using System.CommandLine;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Hosting;

/// <summary><c>create-key</c>: prints a new API key's secret, alone, on standard output. It is stored nowhere else.</summary>
internal static partial class CreateKeyCommand
{
    /// <summary>160 random bits: no slow hash is needed to keep them.</summary>
    private const int SecretBytes = 20;

    private const int LongestName = 100;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var environment = Required("--environment", "What the key opens; keys of one environment see nothing of another.");
        var name = Required("--name", "What people call the key; cancelled parses show it.");
        var command = new Command("create-key", "Create an API key and print its secret.") { environment, name };
        command.SetAction((parsed, token) => Commands.GuardAsync(
            () => RunAsync(parsed.GetRequiredValue(environment), parsed.GetRequiredValue(name), token)));
        return command;
    }

    /// <summary>A new secret; the prefix tells the command-line client whether it is a key for tests.</summary>
    internal static string NewSecret(string environment)
    {
        var prefix = environment.StartsWith("test", StringComparison.Ordinal) ? "rt_test_" : "rt_live_";
        return prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    private static async Task RunAsync(string environment, string name, CancellationToken token)
    {
        if (!EnvironmentName().IsMatch(environment))
            throw new ArgumentException("--environment takes 1 to 63 lower-case letters, digits, '-' and '_', a letter or digit first.");
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new ArgumentException($"--name takes 1 to {LongestName} characters, no control characters.");

        await using var app = Commands.BuildQuiet();
        var secret = NewSecret(environment);
        var key = new ApiKey($"key_{Ulid.NewUlid(TimeProvider.System.GetUtcNow())}", name, environment);
        await app.Services.GetRequiredService<IApiKeyStore>().AddAsync(secret, key, token);
        await Console.Out.WriteLineAsync(secret);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentName();
}
