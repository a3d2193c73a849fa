using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Api.Auth;

/// <summary>What came of an attempt to show a secret.</summary>
internal enum GuessOutcome
{
    /// <summary>It is right.</summary>
    Right,

    /// <summary>It is wrong.</summary>
    Wrong,

    /// <summary>Too many were wrong; nothing was compared.</summary>
    Throttled,
}

/// <summary>Throttles the guessing of secrets by network address or by another name, in this process.</summary>
/// <param name="time">The clock.</param>
/// <param name="mostFailures">Wrong attempts that one source has per <see cref="Window"/>.</param>
internal sealed class GuessLimit(TimeProvider time, int mostFailures = GuessLimit.MaxFailures)
{
    /// <summary>Wrong attempts that one address has per <see cref="Window"/>.</summary>
    public const int MaxFailures = 10;

    /// <summary>How long wrong attempts count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxSources = 10_000;

    private readonly ConcurrentDictionary<string, (int Count, long Since)> _failures = new();

    /// <summary>Makes an attempt from <paramref name="address"/>, unless it has made too many.</summary>
    public GuessOutcome Try(IPAddress? address, Func<bool> isRight)
    {
        var source = SourceOf(address);
        if (IsThrottled(source)) return GuessOutcome.Throttled;
        if (isRight()) return GuessOutcome.Right;
        Note(source);
        return GuessOutcome.Wrong;
    }

    /// <summary>True when a source has made too many wrong attempts.</summary>
    public bool IsThrottled(string source) =>
        _failures.TryGetValue(source, out var seen) && !IsOver(seen.Since) && seen.Count >= mostFailures;

    /// <summary>Notes a wrong attempt.</summary>
    public void Note(string source)
    {
        if (_failures.Count >= MaxSources) _failures.Clear();
        var first = (1, time.GetTimestamp());
        _failures.AddOrUpdate(source, first, (_, seen) => IsOver(seen.Since) ? first : (seen.Count + 1, seen.Since));
    }

    /// <summary>What an address counts for. An IPv6 network of a home or a host is a /64: its addresses are one guesser.</summary>
    public static string SourceOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private bool IsOver(long since) => time.GetElapsedTime(since) >= Window;
}
