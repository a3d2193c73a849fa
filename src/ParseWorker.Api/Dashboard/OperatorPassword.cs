using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Dashboard;

/// <summary>What came of an attempt to sign in.</summary>
internal enum SignInOutcome
{
    /// <summary>Name and password are right.</summary>
    Right,

    /// <summary>One of them is wrong.</summary>
    Wrong,

    /// <summary>Too many were wrong; nothing was compared.</summary>
    Throttled,
}

/// <summary>Compares the operator's password in constant time, and throttles guessing by network address.</summary>
internal sealed class OperatorPassword(IOptions<OperatorOptions> options, TimeProvider time)
{
    /// <summary>Wrong attempts that one address has per <see cref="Window"/>.</summary>
    public const int MaxFailures = 10;

    /// <summary>How long wrong attempts count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxAddresses = 10_000;

    // Of hashes: neither the length nor the first wrong character of the password shows in the time it takes.
    private readonly byte[] _expected = Hash(OperatorOptions.User, options.Value.Password ?? "");
    private readonly ConcurrentDictionary<string, (int Count, long Since)> _failures = new();

    /// <summary>False when no password is configured: nobody can sign in then.</summary>
    public bool IsSet { get; } = !string.IsNullOrEmpty(options.Value.Password);

    /// <summary>Changes with the password; sign-ins under another stamp are void.</summary>
    public string Stamp => Convert.ToHexString(SHA256.HashData(_expected));

    /// <summary>Checks one attempt from <paramref name="address"/>.</summary>
    public SignInOutcome Check(string user, string password, IPAddress? address)
    {
        var source = SourceOf(address);
        if (Failures(source) >= MaxFailures) return SignInOutcome.Throttled;
        if (CryptographicOperations.FixedTimeEquals(Hash(user, password), _expected) && IsSet) return SignInOutcome.Right;

        if (_failures.Count >= MaxAddresses) _failures.Clear();
        var first = (1, time.GetTimestamp());
        _failures.AddOrUpdate(source, first, (_, seen) => IsOver(seen.Since) ? first : (seen.Count + 1, seen.Since));
        return SignInOutcome.Wrong;
    }

    private int Failures(string source) => _failures.TryGetValue(source, out var seen) && !IsOver(seen.Since) ? seen.Count : 0;

    private bool IsOver(long since) => time.GetElapsedTime(since) >= Window;

    /// <summary>An IPv6 network of a home or a host is a /64: its addresses are one guesser.</summary>
    private static string SourceOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private static byte[] Hash(string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{password}"));
}
