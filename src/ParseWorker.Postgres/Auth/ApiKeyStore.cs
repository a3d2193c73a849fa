using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Auth;

namespace ParseWorker.Postgres.Auth;

/// <summary>Keys by SHA-256 of their secret: secrets are 160 random bits, so a slow hash would protect nothing.</summary>
internal sealed class ApiKeyStore(Databases databases) : IApiKeyStore
{
    public Task<ApiKey?> FindAsync(string secret, CancellationToken token) =>
        databases.FirstOrDefaultAsync<ApiKey>(Sql.FindApiKey, new { hash = Hash(secret) }, token);

    public async Task<IssuedKey> AddAsync(string secret, ApiKey key, int? mostWaiting, CancellationToken token)
    {
        var parameters = new { key.Id, key.Name, key.Environment, hash = Hash(secret), mostWaiting };
        return (await databases.FirstOrDefaultAsync<IssuedRow>(Sql.AddApiKey, parameters, token))!.ToIssued();
    }

    public async Task<IReadOnlyList<IssuedKey>> ListAsync(string? environment, CancellationToken token)
    {
        var rows = await databases.QueryAsync<IssuedRow>(Sql.ListApiKeys, new { environment, id = (string?)null }, token);
        return [.. rows.Select(row => row.ToIssued())];
    }

    public async Task<IssuedKey?> FindIssuedAsync(string id, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<IssuedRow>(Sql.ListApiKeys, new { environment = (string?)null, id }, token))?.ToIssued();

    public async Task<IssuedKey?> LimitAsync(string id, int? mostWaiting, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<IssuedRow>(Sql.LimitApiKey, new { id, mostWaiting }, token))?.ToIssued();

    public Task<ApiKey?> RevokeAsync(string id, CancellationToken token) =>
        databases.FirstOrDefaultAsync<ApiKey>(Sql.RevokeApiKey, new { id }, token);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private sealed class IssuedRow
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Environment { get; init; }
        public int? MostWaiting { get; init; }
        public DateTime CreatedAt { get; init; }

        public IssuedKey ToIssued() => new(new ApiKey(Id, Name, Environment), MostWaiting, CreatedAt);
    }
}
