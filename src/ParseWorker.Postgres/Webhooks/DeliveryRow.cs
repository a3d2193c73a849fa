using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Webhooks;

/// <summary>A delivery beside one of its attempts, or beside none.</summary>
internal sealed class DeliveryRow
{
    public required string ParseId { get; init; }
    public int N { get; init; }
    public required string Kind { get; init; }
    public required string Status { get; init; }
    public DateTime? NextAttemptAt { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? FinishedAt { get; init; }
    public int? Attempt { get; init; }
    public DateTime? At { get; init; }
    public TimeSpan? Duration { get; init; }
    public int? ResponseStatus { get; init; }
    public string? Error { get; init; }

    /// <summary>The deliveries, in the order of their rows.</summary>
    public static IEnumerable<WebhookDelivery> ToDeliveries(IEnumerable<DeliveryRow> rows) =>
        rows.GroupBy(row => (row.ParseId, row.N)).Select(group => group.First().ToDelivery() with
        {
            Attempts = [.. group.Where(row => row.Attempt is not null).Select(row => row.ToAttempt())],
        });

    private WebhookDelivery ToDelivery() => new()
    {
        Message = new MessageId(Core.Parses.ParseId.Parse(ParseId), N),
        Kind = ParseEventKindNames.Parse(Kind),
        Status = Status,
        NextAttemptAt = NextAttemptAt,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
    };

    private WebhookAttempt ToAttempt() => new(Attempt!.Value, At!.Value, Duration!.Value, ResponseStatus, Error);
}
