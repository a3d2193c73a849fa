using System.Text.Json;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Parses;

/// <summary>The columns that hold a parse's settings.</summary>
internal abstract class SettingsRow
{
    public required string Model { get; init; }
    public required string TableFormat { get; init; }
    public int ImageResolutionDpi { get; init; }
    public string? Instructions { get; init; }

    protected ParseSettings ToSettings() => new()
    {
        Model = Model,
        TableFormat = TableFormatNames.TryParse(TableFormat, out var format)
            ? format : throw new FormatException($"'{TableFormat}' is not a table format."),
        ImageResolutionDpi = ImageResolutionDpi,
        Instructions = Instructions,
    };
}

/// <summary>A row of <c>parses</c> as Dapper reads it.</summary>
internal sealed class ParseRow : SettingsRow
{
    public required string Id { get; init; }
    public required string Environment { get; init; }
    public required string FileId { get; init; }
    public required string FileName { get; init; }
    public required string MimeType { get; init; }
    public required string Status { get; init; }
    public int Attempt { get; init; }
    public int AttemptsSpent { get; init; }
    public int WorkersLost { get; init; }
    public string? Owner { get; init; }
    public DateTime? LeaseExpiresAt { get; init; }
    public DateTime? CancelRequestedAt { get; init; }
    public string? CancelRequestedBy { get; init; }
    public DateTime? CancelAcknowledgedAt { get; init; }
    public bool CancelForced { get; init; }
    public string? HangfireJobId { get; init; }
    public int EventCount { get; init; }
    public int? PageCount { get; init; }
    public int PagesDone { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public string? ErrorDetails { get; init; }
    public decimal? Credits { get; init; }
    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }
    public DateTime? ExpiresAt { get; init; }
    public TimeSpan? TimeLimit { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? FinishedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>Only where a query selects it: the request that an idempotency key was first used with.</summary>
    public byte[]? RequestFingerprint { get; init; }

    /// <summary>Only where a query selects it: when it read the row.</summary>
    public DateTime ReadAt { get; init; }

    public Parse ToParse() => new()
    {
        Id = ParseId.Parse(Id),
        Environment = Environment,
        File = new DocumentFile(FileId, FileName, MimeType),
        Settings = ToSettings(),
        Status = ParseStatusNames.Parse(Status),
        Attempt = Attempt,
        AttemptsSpent = AttemptsSpent,
        WorkersLost = WorkersLost,
        Owner = Owner,
        LeaseExpiresAt = LeaseExpiresAt,
        JobId = HangfireJobId,
        EventCount = EventCount,
        PageCount = PageCount,
        PagesDone = PagesDone,
        Error = ErrorCode is null ? null : new ParseError(ErrorCode, ErrorMessage ?? "", ReadDetails()),
        Credits = Credits,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        Cancellation = CancelRequestedAt is { } at ? new Cancellation(at, CancelRequestedBy ?? "", CancelAcknowledgedAt, CancelForced)
            : null,
        ExpiresAt = ExpiresAt,
        TimeLimit = TimeLimit,
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        UpdatedAt = UpdatedAt,
    };

    private Dictionary<string, string>? ReadDetails() =>
        ErrorDetails is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(ErrorDetails);
}

/// <summary>What claim.sql returns.</summary>
internal sealed class AttemptRow : SettingsRow
{
    public required string Id { get; init; }
    public int Attempt { get; init; }
    public required string Environment { get; init; }
    public required string FileId { get; init; }
    public required string FileName { get; init; }
    public required string MimeType { get; init; }
    public byte[]? Sha256 { get; init; }
    public string? SourceUrl { get; init; }
    public int PagesDone { get; init; }
    public TimeSpan? TimeLeft { get; init; }
    public TimeSpan? Waited { get; init; }
    public string? TraceParent { get; init; }

    public ParseAttempt ToAttempt() => new()
    {
        Key = new AttemptKey(ParseId.Parse(Id), Attempt),
        Environment = Environment,
        File = new DocumentFile(FileId, FileName, MimeType),
        Sha256 = Sha256,
        SourceUrl = SourceUrl,
        Settings = ToSettings(),
        PagesDone = PagesDone,
        TimeLeft = TimeLeft,
        Waited = Waited,
        TraceParent = TraceParent,
    };
}

/// <summary>A parse that needs a job, or was taken back.</summary>
internal sealed class QueuedRow
{
    public required string Id { get; init; }
    public int Attempt { get; init; }
    public required string Environment { get; init; }
    public string? Status { get; init; }
    public bool IsFirst { get; init; }

    public QueuedParse ToQueued() => new(ParseId.Parse(Id), Attempt, Environment, IsFirst);
}
