namespace ParseWorker.Core.Auth;

/// <summary>API keys; only their hashes are stored.</summary>
public interface IApiKeyStore
{
    /// <summary>The key that was issued as <paramref name="secret"/>, or null.</summary>
    Task<ApiKey?> FindAsync(string secret, CancellationToken token);

    /// <summary>Stores a new key under its hash.</summary>
    /// <param name="secret">What its bearer sends; it is not kept.</param>
    /// <param name="key">The key.</param>
    /// <param name="mostWaiting">As <see cref="IssuedKey.MostWaiting"/>.</param>
    /// <param name="token">Stops the call.</param>
    Task<IssuedKey> AddAsync(string secret, ApiKey key, int? mostWaiting, CancellationToken token);

    /// <summary>The key with this id, or null.</summary>
    Task<IssuedKey?> FindIssuedAsync(string id, CancellationToken token);

    /// <summary>Changes how many parses of a key may wait; every process heeds it at once.</summary>
    /// <returns>The key as it is now, or null when there is none with this id.</returns>
    Task<IssuedKey?> LimitAsync(string id, int? mostWaiting, CancellationToken token);

    /// <summary>The keys of an environment, or with null those of all, by environment and time of creation.</summary>
    Task<IReadOnlyList<IssuedKey>> ListAsync(string? environment, CancellationToken token);

    /// <summary>Removes a key: its secret is found no more.</summary>
    /// <returns>The key that was removed, or null when there is none with this id.</returns>
    Task<ApiKey?> RevokeAsync(string id, CancellationToken token);
}

/// <summary>A key that was issued and not revoked.</summary>
/// <param name="Key">The key.</param>
/// <param name="MostWaiting">
/// Parses of this key that may be <c>pending</c> or <c>queued</c>, 0 to 1,000,000, 0 for any number; null for what is configured.
/// </param>
/// <param name="CreatedAt">When it was issued, by the database's clock.</param>
public sealed record IssuedKey(ApiKey Key, int? MostWaiting, DateTimeOffset CreatedAt);

/// <summary>Who a request comes from.</summary>
/// <param name="Id">The key's own id, safe to log.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Environment">The environment it opens; nothing of another one is visible.</param>
public sealed record ApiKey(string Id, string Name, string Environment);
