using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Auth;

/// <summary>Remembers keys that were found, so that a client that polls costs one look-up per <see cref="KeptFor"/>.</summary>
internal sealed class ApiKeyCache(IApiKeyStore store, TimeProvider time)
{
    /// <summary>A key that is revoked works for this long at most.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);

    private const int MaxKeys = 1000;
    private const int MaxSecretLength = 256;

    // By hash: a memory dump shows no secret. Unknown keys are not kept, so a new one works at once.
    private readonly ConcurrentDictionary<string, (ApiKey Key, long FoundAt)> _found = new();

    /// <summary>The key that was issued as <paramref name="secret"/>, or null.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken token)
    {
        if (secret.Length is 0 or > MaxSecretLength) return null;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        if (_found.TryGetValue(hash, out var kept) && time.GetElapsedTime(kept.FoundAt) < KeptFor) return kept.Key;

        var key = await store.FindAsync(secret, token);
        if (_found.Count >= MaxKeys) _found.Clear();
        if (key is null) _found.TryRemove(hash, out _);
        else _found[hash] = (key, time.GetTimestamp());
        return key;
    }
}
