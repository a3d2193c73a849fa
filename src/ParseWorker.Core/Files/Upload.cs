namespace ParseWorker.Core.Files;

/// <summary>An announced upload: whoever has its token may send the bytes, until it expires or is completed.</summary>
public sealed record Upload
{
    /// <summary>The id that the file will have.</summary>
    public required FileId Id { get; init; }

    /// <summary>The environment that announced it.</summary>
    public required string Environment { get; init; }

    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The type that the client declared, which is not believed; or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>How many bytes were announced.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 as it was announced, 32 bytes; null when it was not.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>SHA-256 of the token that lets the bytes in, 32 bytes.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>When its token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 of the bytes that arrived, 32 bytes; null before they did, and again once the file has them.</summary>
    public byte[]? ReceivedSha256 { get; init; }

    /// <summary>When the upload became a file; null until then.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}
