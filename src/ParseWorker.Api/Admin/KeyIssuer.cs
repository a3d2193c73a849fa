using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Admin;

/// <summary>Issues API keys, for the command line and for the admin API, which check the same.</summary>
internal sealed partial class KeyIssuer(IApiKeyStore keys, TimeProvider time)
{
    /// <summary>Parses of a key that may wait, at most.</summary>
    public const int MostWaiting = 1_000_000;

    /// <summary>What an environment may be called.</summary>
    public const string EnvironmentRule = "takes 1 to 63 lower-case letters, digits, '-' and '_', a letter or digit first.";

    /// <summary>What a key may be called.</summary>
    public static readonly string NameRule = $"takes 1 to {LongestName} characters, no control characters.";

    /// <summary>How many parses of a key may wait.</summary>
    public static readonly string MostWaitingRule = $"takes a whole number from 0 to {MostWaiting}, 0 for any number.";

    /// <summary>160 random bits: no slow hash is needed to keep them.</summary>
    private const int SecretBytes = 20;

    private const int LongestName = 100;

    /// <summary>Issues a key; its secret is in the answer and nowhere else.</summary>
    public async Task<(string Secret, IssuedKey Key)> IssueAsync(
        string environment, string name, int? mostWaiting, CancellationToken token)
    {
        var secret = NewSecret(environment);
        var key = new ApiKey($"key_{Ulid.NewUlid(time.GetUtcNow())}", name, environment);
        return (secret, await keys.AddAsync(secret, key, mostWaiting, token));
    }

    /// <summary>A new secret; the prefix tells the command-line client whether it is a key for tests.</summary>
    public static string NewSecret(string environment)
    {
        var prefix = environment.StartsWith("test", StringComparison.Ordinal) ? "rt_test_" : "rt_live_";
        return prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
    }

    /// <summary>True when an environment may be called so.</summary>
    public static bool IsEnvironment(string? name) => name is not null && EnvironmentForm().IsMatch(name);

    /// <summary>True when a key may be called so.</summary>
    public static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl);

    /// <summary>True for as many as may wait; null is what is configured.</summary>
    public static bool IsMostWaiting(int? most) => most is null or >= 0 and <= MostWaiting;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentForm();
}
