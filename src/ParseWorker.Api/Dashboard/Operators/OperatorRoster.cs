using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// The operators of the configuration: compares their passwords in constant time, throttles guessing by network address, and says what each
/// may do. It says the same of those whom a provider has named.
/// </summary>
internal sealed class OperatorRoster(
    IOptions<OperatorOptions> options, IOptions<NamedOperatorsOptions> named, IOptions<OpenIdOptions> provider, TimeProvider time)
{
    private readonly Dictionary<string, Entry> _operators = Read(options.Value, named.Value);
    private readonly string _providerStamp = StampOf(provider.Value);
    private readonly GuessLimit _guesses = new(time);

    /// <summary>True when nobody is configured: nobody can sign in with a password then.</summary>
    public bool IsEmpty => _operators.Count == 0;

    /// <summary>Checks one attempt from <paramref name="address"/>.</summary>
    public GuessOutcome Check(string user, string password, IPAddress? address) => _guesses.Try(address, () => IsRight(user, password));

    /// <summary>Whether an operator has this name.</summary>
    public bool Knows(string user) => _operators.ContainsKey(user);

    /// <summary>
    /// Whether a name is, or could be read as, that of an operator of the configuration: nobody else may do anything in it.
    /// </summary>
    public bool Keeps(string user) => user.Equals(OperatorOptions.User, StringComparison.OrdinalIgnoreCase)
        || _operators.Keys.Any(name => name.Equals(user, StringComparison.OrdinalIgnoreCase));

    /// <summary>The principal of an operator who has signed in with the right password.</summary>
    public ClaimsPrincipal Identify(string scheme, string user) => OperatorIdentity.Create(scheme, user, StampOf(_operators[user]));

    /// <summary>The principal of somebody whom the provider has named.</summary>
    public ClaimsPrincipal Identify(string scheme, ProvidedPerson person) => OperatorIdentity.Create(scheme, person, _providerStamp);

    /// <summary>
    /// True while the session is still valid: the operator's password, or the provider's settings, haven't changed since, and a provider's
    /// name doesn't clash with a configured operator's.
    /// </summary>
    public bool IsCurrent(ClaimsPrincipal? user) => user?.Stamp() is { } stamp && stamp == StampOf(user);

    /// <summary>
    /// True for an operator who may change something. The role is the configuration's, whenever they signed in, or what the provider said
    /// when they did.
    /// </summary>
    public bool MayOperate(ClaimsPrincipal user) => (user.ProvidedRole() ?? Find(user)?.Role) == OperatorRole.Operate;

    private string? StampOf(ClaimsPrincipal user)
    {
        if (user.ProvidedRole() is null) return Find(user) is { } found ? StampOf(found) : null;
        return Keeps(user.Identity?.Name ?? "") ? null : _providerStamp;
    }

    // Of hashes, and of everybody's: neither length nor first wrong character of a password shows in the time it takes, nor whose it is.
    private bool IsRight(string user, string password)
    {
        var given = Hash(user, password);
        var isRight = false;
        foreach (var entry in _operators.Values) isRight |= CryptographicOperations.FixedTimeEquals(given, entry.Expected);
        return isRight;
    }

    private Entry? Find(ClaimsPrincipal? user) => user?.Identity?.Name is { } name ? _operators.GetValueOrDefault(name) : null;

    private static Dictionary<string, Entry> Read(OperatorOptions options, NamedOperatorsOptions named)
    {
        var operators = named.ToDictionary(
            pair => pair.Key,
            pair => new Entry(Hash(pair.Key, pair.Value.Password!), Enum.Parse<OperatorRole>(pair.Value.Role, ignoreCase: true)),
            StringComparer.Ordinal);
        if (options.Password is { Length: > 0 } password)
            operators.Add(OperatorOptions.User, new Entry(Hash(OperatorOptions.User, password), OperatorRole.Operate));
        return operators;
    }

    private static string StampOf(Entry entry) => Convert.ToHexString(SHA256.HashData(entry.Expected));

    // What decides who gets in, and as whom: a role whose values changed is not kept until the sign-in ends.
    private static string StampOf(OpenIdOptions provider) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', "provider", provider.Authority, provider.ClientId, provider.NameClaim, provider.RoleClaim,
        string.Join(';', provider.Operating), string.Join(';', provider.Viewing)))));

    private static byte[] Hash(string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{password}"));

    /// <param name="Expected">The hash of name and password.</param>
    /// <param name="Role">What they may do.</param>
    private sealed record Entry(byte[] Expected, OperatorRole Role);
}
