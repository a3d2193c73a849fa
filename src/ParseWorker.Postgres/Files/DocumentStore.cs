using Dapper;
using Npgsql;
using ParseWorker.Core.Documents;

namespace ParseWorker.Postgres.Files;

/// <summary>Documents as 1 MiB rows. A blob and its chunks appear together; readers never see half of one.</summary>
internal sealed class DocumentStore(Databases databases) : IDocumentStore
{
    /// <summary>Bytes of every chunk but the last.</summary>
    internal const int ChunkBytes = 1024 * 1024;

    public async Task SaveAsync(ReadOnlyMemory<byte> sha256, Stream content, CancellationToken token)
    {
        var hash = sha256.ToArray();
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

    public async Task CopyToAsync(ReadOnlyMemory<byte> sha256, Stream destination, CancellationToken token)
    {
        await using var command = databases.Main.CreateCommand(Sql.ReadBlob);
        command.Parameters.AddWithValue("sha256", sha256.ToArray());
        await using var reader = await command.ExecuteReaderAsync(token);
        var found = false;
        while (await reader.ReadAsync(token))
        {
            found = true;
            if (await reader.IsDBNullAsync(0, token)) continue;
            await destination.WriteAsync(reader.GetFieldValue<byte[]>(0), token);
        }

        if (!found) throw new FileNotFoundException("The document's bytes are not in the store.", Convert.ToHexStringLower(sha256.Span));
    }

    public async Task<Stream?> OpenAsync(ReadOnlyMemory<byte> sha256, CancellationToken token)
    {
        var hash = sha256.ToArray();
        return await databases.FirstOrDefaultAsync<long?>(Sql.ReadBlobSize, new { sha256 = hash }, token) is { } size
            ? new BlobStream(databases, hash, size)
            : null;
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
}
