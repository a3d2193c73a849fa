using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Webhooks;

/// <summary>The events that are reported to endpoints: the endings of parses, as the wire spells them.</summary>
public static class WebhookEvents
{
    private const string Prefix = "parse.";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<ParseEventKind> All { get; } =
        [ParseEventKind.Completed, ParseEventKind.Failed, ParseEventKind.Cancelled];

    /// <summary>The names of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(NameOf)];

    /// <summary>The event's name: <c>parse.completed</c>.</summary>
    public static string NameOf(ParseEventKind kind) => Prefix + kind.ToWire();

    /// <summary>Reads a name; null for one that endpoints are not told.</summary>
    public static ParseEventKind? Find(string? name) => All.Cast<ParseEventKind?>().FirstOrDefault(kind => NameOf(kind!.Value) == name);
}
