using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using ParseWorker.Core.Documents;

namespace ParseWorker.Postgres.Files;

/// <summary>
/// Documents as 1 MiB rows, or as objects of a bucket; each blob's row says which. A blob and its bytes appear together: readers never see
/// half of one.
/// </summary>
internal sealed class DocumentStore(Databases databases, BucketBlobs bucket, IOptions<BlobOptions> options) : IDocumentStore
{
    /// <summary>Bytes of every chunk but the last.</summary>
    internal const int ChunkBytes = 1024 * 1024;

    public Task SaveAsync(ReadOnlyMemory<byte> sha256, Stream content, CancellationToken token) => options.Value.Store == BlobPlace.S3
        ? bucket.SaveAsync(sha256.ToArray(), content, token)
        : SaveHereAsync(sha256.ToArray(), content, token);

    public async Task CopyToAsync(ReadOnlyMemory<byte> sha256, Stream destination, CancellationToken token)
    {
        var hash = sha256.ToArray();
        if (await CopyChunksAsync(hash, destination, token) is not { } elsewhere) return;

        await using var source = bucket.Open(elsewhere.ObjectKey!, elsewhere.Size, hash);
        await source.CopyToAsync(destination, token);
    }

    public async Task<Stream?> OpenAsync(ReadOnlyMemory<byte> sha256, CancellationToken token)
    {
        var hash = sha256.ToArray();
        return await databases.FirstOrDefaultAsync<BlobRow>(Sql.FindBlob, new { sha256 = hash }, token) switch
        {
            null => null,
            { ObjectKey: { } key } blob => bucket.Open(key, blob.Size, hash),
            var blob => new BlobStream(databases, hash, blob.Size),
        };
    }

    private async Task SaveHereAsync(byte[] hash, Stream content, CancellationToken token)
    {
        await using var connection = await databases.Main.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var size = content.Length - content.Position;

        // First, so that a purge that has these bytes in hand is waited for: then they are stored anew.
        var noted = new CommandDefinition(Sql.NoteBlob, new { sha256 = hash }, transaction, cancellationToken: token);
        await connection.ExecuteAsync(noted);
        var saved = new CommandDefinition(Sql.SaveBlob, new { sha256 = hash, size }, transaction, cancellationToken: token);
        if (await connection.ExecuteAsync(saved) == 1)
        {
            await SaveChunksAsync(connection, hash, content, token);
            await connection.ExecuteAsync(noted);
        }

        await transaction.CommitAsync(token);
    }

    /// <returns>Null when all was copied; the blob's row when its bytes are elsewhere.</returns>
    private async Task<BlobRow?> CopyChunksAsync(byte[] hash, Stream destination, CancellationToken token)
    {
        await using var command = databases.Main.CreateCommand(Sql.ReadBlob);
        command.Parameters.AddWithValue("sha256", hash);
        await using var reader = await command.ExecuteReaderAsync(token);
        var found = false;
        while (await reader.ReadAsync(token))
        {
            found = true;
            if (!await reader.IsDBNullAsync(1, token)) return new BlobRow { ObjectKey = reader.GetString(1), Size = reader.GetInt64(2) };
            if (await reader.IsDBNullAsync(0, token)) continue;
            await destination.WriteAsync(reader.GetFieldValue<byte[]>(0), token);
        }

        return found
            ? null
            : throw new FileNotFoundException("The document's bytes are not in the store.", Convert.ToHexStringLower(hash));
    }

    private static async Task SaveChunksAsync(NpgsqlConnection connection, byte[] hash, Stream content, CancellationToken token)
    {
        var buffer = new byte[ChunkBytes];
        for (var n = 0; ; n++)
        {
            var read = await content.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, token);
            if (read == 0) return;

            await using var command = new NpgsqlCommand(Sql.SaveBlobChunk, connection);
            command.Parameters.AddWithValue("sha256", hash);
            command.Parameters.AddWithValue("n", n);
            command.Parameters.AddWithValue("bytes", buffer.AsMemory(0, read));
            await command.ExecuteNonQueryAsync(token);
        }
    }

    private sealed class BlobRow
    {
        public required long Size { get; init; }
        public string? ObjectKey { get; init; }
    }
}
