using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Bodies;

/// <summary>A file as clients read it.</summary>
internal sealed record StoredFileBody(
    [property: Description("Always file.")] string Object,
    string Id,
    [property: Description("The name that the client gave.")] string Filename,
    [property: Description("The type told from the bytes, not the one the client declared.")] string MimeType,
    DateTime CreatedAt,
    [property: Description("As created_at: a file never changes.")] DateTime UpdatedAt,
    [property: Description("Null: pages are counted when a file is parsed.")] int? PageCount)
{
    /// <summary>The body that says <paramref name="file"/>.</summary>
    public static StoredFileBody Of(StoredFile file) => new(
        "file", file.Id.ToString(), file.Name, file.MimeType, file.CreatedAt.UtcDateTime, file.CreatedAt.UtcDateTime, PageCount: null);
}

/// <summary>One page of files.</summary>
internal sealed record FileListBody(IReadOnlyList<StoredFileBody> Data, ListMetadataBody ListMetadata);

/// <summary>A file as a create's <c>document</c>.</summary>
internal sealed record MimeDataBody(
    string Filename,
    [property: Description("Names the file as `document.url`; it is resolved by the server and never fetched.")] string Url);

/// <summary>Where a file's bytes are.</summary>
internal sealed record DownloadLinkBody(
    [property: Description("Gives the bytes without a key while it works; ranges of them too.")] string DownloadUrl,
    [property: Description("How long it works.")] string ExpiresIn,
    string Filename,
    MimeDataBody MimeData);

/// <summary>What an upload is announced with.</summary>
internal sealed record OpenUploadBody
{
    [Description("The file's name.")]
    public string? Filename { get; init; }

    [Description("How many bytes will be sent.")]
    public long? SizeBytes { get; init; }

    [Description("The declared type; what is stored is told from the bytes.")]
    public string? ContentType { get; init; }

    [Description("SHA-256 of the bytes, 64 hexadecimal digits; what arrives is checked against it.")]
    public string? Sha256 { get; init; }
}

/// <summary>What an upload is completed with; may be empty.</summary>
internal sealed record CompleteUploadBody
{
    [Description("SHA-256 of the bytes, 64 hexadecimal digits; what arrived is checked against it.")]
    public string? Sha256 { get; init; }
}

/// <summary>
/// How to send an upload's bytes. Client libraries differ: most read the first spelling, .NET the second, and each ignores the other.
/// </summary>
internal sealed record UploadBody(
    [property: JsonPropertyName("fileId")] string FileId,
    [property: JsonPropertyName("uploadUrl"), Description("Takes the bytes without a key, until expiresAt.")] string UploadUrl,
    [property: JsonPropertyName("uploadMethod")] string UploadMethod,
    [property: JsonPropertyName("uploadHeaders")] IReadOnlyDictionary<string, string> UploadHeaders,
    [property: JsonPropertyName("mimeData")] MimeDataBody MimeData,
    [property: JsonPropertyName("expiresAt")] DateTime ExpiresAt)
{
    [JsonPropertyName("file_id"), Description("fileId, as one client library spells it.")]
    public string FileIdAgain => FileId;

    [JsonPropertyName("upload_url"), Description("uploadUrl, as one client library spells it.")]
    public string UploadUrlAgain => UploadUrl;

    [JsonPropertyName("upload_method"), Description("uploadMethod, as one client library spells it.")]
    public string UploadMethodAgain => UploadMethod;

    [JsonPropertyName("upload_headers"), Description("uploadHeaders, as one client library spells it.")]
    public IReadOnlyDictionary<string, string> UploadHeadersAgain => UploadHeaders;

    [JsonPropertyName("mime_data"), Description("mimeData, as one client library spells it.")]
    public MimeDataBody MimeDataAgain => MimeData;

    [JsonPropertyName("expires_at"), Description("expiresAt, as one client library spells it.")]
    public DateTime ExpiresAtAgain => ExpiresAt;
}

/// <summary>Reads and writes the bodies of files without reflection, in the contract's spelling.</summary>
[JsonSerializable(typeof(StoredFileBody))]
[JsonSerializable(typeof(FileListBody))]
[JsonSerializable(typeof(MimeDataBody))]
[JsonSerializable(typeof(DownloadLinkBody))]
[JsonSerializable(typeof(UploadBody))]
[JsonSerializable(typeof(OpenUploadBody))]
[JsonSerializable(typeof(CompleteUploadBody))]
internal sealed partial class FileJson : JsonSerializerContext
{
    /// <summary>The contract's spelling.</summary>
    public static FileJson Contract { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = ParseJson.Encoder,
    });
}
