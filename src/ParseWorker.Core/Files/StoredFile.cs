namespace ParseWorker.Core.Files;

/// <summary>A document that is stored under a name, uploaded or sent with a parse. It never changes.</summary>
public sealed record StoredFile
{
    /// <summary>Its id.</summary>
    public required FileId Id { get; init; }

    /// <summary>The name that the client gave.</summary>
    public required string Name { get; init; }

    /// <summary>The type told from its bytes.</summary>
    public required string MimeType { get; init; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>When it was completed, or came with its parse.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True for an upload, kept when its parses are deleted; a document that came with a parse is deleted with it.</summary>
    public required bool IsUploaded { get; init; }
}

/// <summary>Which files to list, by creation time.</summary>
public sealed record FileListQuery
{
    /// <summary>The environment whose files are listed.</summary>
    public required string Environment { get; init; }

    /// <summary>Rows at most, 1 to 100.</summary>
    public required int Limit { get; init; }

    /// <summary>Oldest first; else newest first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Rows that follow this one in the asked order; ignored when there is no such file.</summary>
    public FileId? After { get; init; }

    /// <summary>Rows that precede this one in the asked order; ignored beside <see cref="After"/>.</summary>
    public FileId? Before { get; init; }

    /// <summary>The start of the name, whatever its case.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>The exact type.</summary>
    public string? MimeType { get; init; }

    /// <summary>Created at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created at this time or earlier.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Files">The rows, in the asked order.</param>
/// <param name="HasEarlier">Rows precede these.</param>
/// <param name="HasLater">Rows follow these.</param>
public sealed record FileList(IReadOnlyList<StoredFile> Files, bool HasEarlier, bool HasLater);
