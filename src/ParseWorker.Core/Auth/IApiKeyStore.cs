namespace ParseWorker.Core.Auth;

/// <summary>API keys; only their hashes are stored.</summary>
public interface IApiKeyStore
{
    /// <summary>The key that was issued as <paramref name="secret"/>, or null.</summary>
    Task<ApiKey?> FindAsync(string secret, CancellationToken token);

    /// <summary>Stores a new key under its hash.</summary>
    Task AddAsync(string secret, ApiKey key, CancellationToken token);
}

/// <summary>Who a request comes from.</summary>
/// <param name="Id">The key's own id, safe to log.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Environment">The environment it opens; nothing of another one is visible.</param>
public sealed record ApiKey(string Id, string Name, string Environment);
