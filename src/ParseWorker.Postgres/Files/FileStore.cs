using ParseWorker.Core.Files;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Files;

/// <summary>Files and uploads, each move one statement of <c>Queries/</c>.</summary>
internal sealed class FileStore(Databases databases) : IFileStore
{
    public Task OpenUploadAsync(Upload upload, CancellationToken token) => databases.ExecuteAsync(Sql.OpenUpload, new
    {
        Id = upload.Id.ToString(),
        upload.Environment,
        Name = StorableText.Of(upload.Name),
        ContentType = StorableText.Of(upload.ContentType),
        upload.Size,
        upload.Sha256,
        upload.TokenHash,
        upload.ExpiresAt,
    }, token);

    public async Task<Upload?> FindUploadAsync(FileId id, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<UploadRow>(Sql.FindUpload, new { id = id.ToString() }, token))?.ToUpload();

    public async Task<bool> ReceiveUploadAsync(FileId id, ReadOnlyMemory<byte> sha256, string mimeType, CancellationToken token) =>
        await databases.ExecuteAsync(Sql.ReceiveUpload, new { id = id.ToString(), sha256 = sha256.ToArray(), mimeType }, token) == 1;

    public async Task<bool> CompleteUploadAsync(FileId id, CancellationToken token) =>
        await databases.ExecuteAsync(Sql.CompleteUpload, new { id = id.ToString() }, token) == 1;

    public async Task<StoredFile?> FindAsync(string environment, FileId id, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<FileRow>(Sql.FindFile, new { environment, id = id.ToString() }, token))?.ToFile();

    public async Task<FileList> ListAsync(FileListQuery query, CancellationToken token)
    {
        var after = await FindPlaceAsync(query.Environment, query.After, token);
        var before = await FindPlaceAsync(query.Environment, query.Before, token);
        var page = await Keyset.ReadAsync<FileRow>(
            query.Ascending, after, before, query.Limit,
            (towardsNewer, bound, limit) => ReadAsync(query, towardsNewer, bound, limit, token), row => row.Place);
        return new FileList([.. page.Rows.Select(row => row.ToFile())], page.HasEarlier, page.HasLater);
    }

    private async Task<Place?> FindPlaceAsync(string environment, FileId? id, CancellationToken token) => id is { } file
        ? (await databases.FirstOrDefaultAsync<FileRow>(Sql.FindFile, new { environment, id = file.ToString() }, token))?.Place
        : null;

    private Task<IReadOnlyList<FileRow>> ReadAsync(
        FileListQuery query, bool towardsNewer, Place? bound, int limit, CancellationToken token) =>
        databases.QueryAsync<FileRow>(towardsNewer ? Sql.ListFilesNewer : Sql.ListFilesOlder, new
        {
            query.Environment,
            name = LikePattern.OfPrefix(query.NamePrefix),
            query.MimeType,
            from = query.From?.UtcDateTime,
            to = query.To?.UtcDateTime,
            boundTime = bound?.CreatedAt,
            boundId = bound?.Id,
            limit,
        }, token);

    private sealed class FileRow
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string MimeType { get; init; }
        public required byte[] Sha256 { get; init; }
        public DateTime CreatedAt { get; init; }
        public bool IsUploaded { get; init; }

        public Place Place => new(CreatedAt, Id);

        public StoredFile ToFile() => new()
        {
            Id = FileId.Parse(Id),
            Name = Name,
            MimeType = MimeType,
            Sha256 = Sha256,
            CreatedAt = CreatedAt,
            IsUploaded = IsUploaded,
        };
    }

    private sealed class UploadRow
    {
        public required string Id { get; init; }
        public required string Environment { get; init; }
        public required string Name { get; init; }
        public string? ContentType { get; init; }
        public long Size { get; init; }
        public byte[]? Sha256 { get; init; }
        public required byte[] TokenHash { get; init; }
        public DateTime ExpiresAt { get; init; }
        public byte[]? ReceivedSha256 { get; init; }
        public DateTime? CompletedAt { get; init; }

        public Upload ToUpload() => new()
        {
            Id = FileId.Parse(Id),
            Environment = Environment,
            Name = Name,
            ContentType = ContentType,
            Size = Size,
            Sha256 = Sha256,
            TokenHash = TokenHash,
            ExpiresAt = ExpiresAt,
            ReceivedSha256 = ReceivedSha256,
            CompletedAt = CompletedAt,
        };
    }
}
