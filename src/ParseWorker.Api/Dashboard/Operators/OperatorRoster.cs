using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// The operators of the configuration: compares their passwords in constant time, throttles guessing by network address and by account, and
/// says what each may do. It says the same of those whom a provider has named.
/// </summary>
internal sealed class OperatorRoster(
    IOptions<OperatorOptions> options, IOptions<NamedOperatorsOptions> named, IOptions<OpenIdOptions> provider, TimeProvider time)
    : IDisposable
{
    /// <summary>Wrong passwords for one account in a minute, wherever they come from: those of three clients.</summary>
    public const int MostForAnAccount = 3 * GuessLimit.MaxFailures;

    private const int MostFamiliar = 1000;

    private readonly Dictionary<string, Entry> _operators = Read(options.Value, named.Value);
    private readonly bool _hasSlow = named.Value.Values.Any(settings => settings.PasswordHash is { Length: > 0 });
    private readonly string _providerStamp = StampOf(provider.Value);
    private readonly GuessLimit _byClient = new(time);
    private readonly GuessLimit _byAccount = new(time, MostForAnAccount);
    private readonly ConcurrentDictionary<(string Account, string Client), bool> _familiar = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>True when nobody is configured: nobody can sign in with a password then.</summary>
    public bool IsEmpty => _operators.Count == 0;

    /// <summary>
    /// Checks one attempt from <paramref name="address"/>. From where an operator has signed in before they still may while others guess at
    /// their account: whoever guesses must not lock them out. A name that is nobody's is throttled like one that is an operator's, with
    /// others that share its place.
    /// </summary>
    public async Task<GuessOutcome> CheckAsync(string user, string password, IPAddress? address, CancellationToken token)
    {
        var given = Hash(user, password);
        if (!_hasSlow || IsKnown(given)) return Check(user, address, () => IsKnown(given));

        // One at a time: each takes a processor for tenths of a second, and the next one finds it counted.
        await _turn.WaitAsync(token);
        try
        {
            return Check(user, address, () => IsKnown(given) || IsRightSlowly(user, password, given));
        }
        finally
        {
            _turn.Release();
        }
    }

    private GuessOutcome Check(string user, IPAddress? address, Func<bool> isRight)
    {
        var account = Knows(user) ? user : PlaceOf(user);
        var from = (account, GuessLimit.SourceOf(address));
        if (_byAccount.IsThrottled(account) && !_familiar.ContainsKey(from)) return GuessOutcome.Throttled;
        var outcome = _byClient.Try(address, isRight);
        if (outcome == GuessOutcome.Wrong) _byAccount.Note(account);
        if (outcome != GuessOutcome.Right) return outcome;
        if (_familiar.Count >= MostFamiliar) _familiar.Clear();
        _familiar[from] = true;
        return outcome;
    }

    /// <summary>Whether an operator has this name.</summary>
    public bool Knows(string user) => _operators.ContainsKey(user);

    /// <summary>
    /// Whether a name is, or could be read as, that of an operator of the configuration: nobody else may do anything in it.
    /// </summary>
    public bool Keeps(string user) => user.Equals(OperatorOptions.User, StringComparison.OrdinalIgnoreCase)
        || _operators.Keys.Any(name => name.Equals(user, StringComparison.OrdinalIgnoreCase));

    /// <summary>The principal of an operator who has signed in with the right password.</summary>
    public ClaimsPrincipal Identify(string scheme, string user) => OperatorIdentity.Create(scheme, user, _operators[user].Stamp);

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

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private string? StampOf(ClaimsPrincipal user)
    {
        if (user.ProvidedRole() is null) return Find(user)?.Stamp;
        return Keeps(user.Identity?.Name ?? "") ? null : _providerStamp;
    }

    // Of hashes, and of everybody's: neither length nor first wrong character of a password shows in the time it takes, nor whose it is.
    private bool IsKnown(byte[] given)
    {
        var isRight = false;
        foreach (var entry in _operators.Values) isRight |= CryptographicOperations.FixedTimeEquals(given, entry.Expected);
        return isRight;
    }

    // Where one has a hash, everybody's guess takes as long, unless the hashes were made with other counts of iterations. A password that
    // was right is known from then on: scripts send it each time.
    private bool IsRightSlowly(string user, string password, byte[] given)
    {
        var entry = _operators.GetValueOrDefault(user);
        if (!(entry?.Slow ?? PasswordHash.OfNobody).IsOf(password) || entry?.Slow is null) return false;
        entry.Expected = given;
        return true;
    }

    private Entry? Find(ClaimsPrincipal? user) => user?.Identity?.Name is { } name ? _operators.GetValueOrDefault(name) : null;

    private static Dictionary<string, Entry> Read(OperatorOptions options, NamedOperatorsOptions named)
    {
        var operators = named.ToDictionary(
            pair => pair.Key,
            pair => Read(pair.Key, pair.Value, Enum.Parse<OperatorRole>(pair.Value.Role, ignoreCase: true)),
            StringComparer.Ordinal);
        if (options.Password is { Length: > 0 } password)
            operators.Add(OperatorOptions.User, new Entry(Hash(OperatorOptions.User, password), OperatorRole.Operate));
        return operators;
    }

    private static Entry Read(string name, NamedOperatorOptions settings, OperatorRole role) =>
        settings.PasswordHash is { Length: > 0 } hash
            ? new Entry(PasswordHash.Parse(hash)!, role)
            : new Entry(Hash(name, settings.Password!), role);

    // What decides who gets in, and as whom: a role whose values changed is not kept until the sign-in ends.
    private static string StampOf(OpenIdOptions provider) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', "provider", provider.Authority, provider.ClientId, provider.NameClaim, provider.RoleClaim,
        string.Join(';', provider.Operating), string.Join(';', provider.Viewing)))));

    // Names are without number, places are not; no operator is called as one of these.
    private static string PlaceOf(string user) => $"\n{SHA256.HashData(Encoding.UTF8.GetBytes(user))[0]}";

    private static byte[] Hash(string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{password}"));

    /// <summary>An operator of the configuration.</summary>
    private sealed class Entry
    {
        private volatile byte[] _expected;

        public Entry(byte[] expected, OperatorRole role) =>
            (_expected, Role, Stamp) = (expected, role, Convert.ToHexString(SHA256.HashData(expected)));

        public Entry(PasswordHash slow, OperatorRole role)
            : this(SHA256.HashData(Encoding.UTF8.GetBytes(slow.ToString())), role) => (Slow, _expected) = (slow, NobodysHash());

        /// <summary>The hash of name and password; nobody's while only <see cref="Slow"/> is known.</summary>
        public byte[] Expected
        {
            get => _expected;
            set => _expected = value;
        }

        /// <summary>What the configuration has in the password's place.</summary>
        public PasswordHash? Slow { get; }

        /// <summary>What they may do.</summary>
        public OperatorRole Role { get; }

        /// <summary>Changes with what the configuration has.</summary>
        public string Stamp { get; }

        private static byte[] NobodysHash() => RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
    }
}
