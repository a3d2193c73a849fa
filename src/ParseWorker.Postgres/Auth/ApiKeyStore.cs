using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Auth;

namespace ParseWorker.Postgres.Auth;

/// <summary>Keys by SHA-256 of their secret: secrets are 160 random bits, so a slow hash would protect nothing.</summary>
internal sealed class ApiKeyStore(Databases databases) : IApiKeyStore
{
    public Task<ApiKey?> FindAsync(string secret, CancellationToken token) =>
        databases.FirstOrDefaultAsync<ApiKey>(Sql.FindApiKey, new { hash = Hash(secret) }, token);

    public Task AddAsync(string secret, ApiKey key, CancellationToken token) =>
        databases.ExecuteAsync(Sql.AddApiKey, new { key.Id, key.Name, key.Environment, hash = Hash(secret) }, token);

    public async Task<IReadOnlyList<IssuedKey>> ListAsync(string? environment, CancellationToken token)
    {
        var rows = await databases.QueryAsync<IssuedRow>(Sql.ListApiKeys, new { environment }, token);
        return [.. rows.Select(row => new IssuedKey(new ApiKey(row.Id, row.Name, row.Environment), row.CreatedAt))];
    }

    public Task<ApiKey?> RevokeAsync(string id, CancellationToken token) =>
        databases.FirstOrDefaultAsync<ApiKey>(Sql.RevokeApiKey, new { id }, token);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private sealed class IssuedRow
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Environment { get; init; }
        public DateTime CreatedAt { get; init; }
    }
}
