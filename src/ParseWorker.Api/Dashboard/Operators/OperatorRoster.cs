using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// The operators of the configuration: compares their passwords in constant time, throttles guessing by network address, and says what each
/// may do.
/// </summary>
internal sealed class OperatorRoster(
    IOptions<OperatorOptions> options, IOptions<NamedOperatorsOptions> named, TimeProvider time)
{
    private readonly Dictionary<string, Entry> _operators = Read(options.Value, named.Value);
    private readonly GuessLimit _guesses = new(time);

    /// <summary>True when nobody is configured: nobody can sign in then.</summary>
    public bool IsEmpty => _operators.Count == 0;

    /// <summary>Checks one attempt from <paramref name="address"/>.</summary>
    public GuessOutcome Check(string user, string password, IPAddress? address) => _guesses.Try(address, () => IsRight(user, password));

    /// <summary>Whether an operator has this name.</summary>
    public bool Knows(string user) => _operators.ContainsKey(user);

    /// <summary>The principal of an operator who has signed in with the right password.</summary>
    public ClaimsPrincipal Identify(string scheme, string user) => OperatorIdentity.Create(scheme, user, StampOf(_operators[user]));

    /// <summary>True while the operator is configured, with the password that they signed in with.</summary>
    public bool IsCurrent(ClaimsPrincipal? user) => Find(user) is { } found && user!.Stamp() == StampOf(found);

    /// <summary>True for an operator who may change something. The role is the configuration's, whenever they signed in.</summary>
    public bool MayOperate(ClaimsPrincipal user) => Find(user) is { Role: OperatorRole.Operate };

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

    private static byte[] Hash(string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{password}"));

    /// <param name="Expected">The hash of name and password.</param>
    /// <param name="Role">What they may do.</param>
    private sealed record Entry(byte[] Expected, OperatorRole Role);
}
