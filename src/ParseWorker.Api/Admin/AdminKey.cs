using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;

namespace ParseWorker.Api.Admin;

/// <summary>Compares the admin key in constant time, and throttles guessing by network address. Only its hash is kept.</summary>
internal sealed class AdminKey
{
    private readonly byte[]? _expected;
    private readonly GuessLimit _guesses;

    public AdminKey(IOptions<AdminOptions> options, TimeProvider time)
    {
        _guesses = new GuessLimit(time);
        if (options.Value.KeyFile.Length > 0) _expected = Hash(options.Value.ReadKey());
        else if (options.Value.KeyHash.Length > 0) _expected = Convert.FromHexString(options.Value.KeyHash);
    }

    /// <summary>False when no key is configured: there is nothing to manage then.</summary>
    public bool IsSet => _expected is not null;

    /// <summary>Checks one attempt from <paramref name="address"/>.</summary>
    public GuessOutcome Check(string secret, IPAddress? address) =>
        _guesses.Try(address, () => _expected is not null && CryptographicOperations.FixedTimeEquals(Hash(secret), _expected));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
