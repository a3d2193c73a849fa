using System.Diagnostics.CodeAnalysis;

namespace ParseWorker.Core.Parses;

/// <summary>The statuses as the wire and the database spell them.</summary>
public static class ParseStatusNames
{
    private static readonly Dictionary<ParseStatus, string> Names = new()
    {
        [ParseStatus.Pending] = "pending",
        [ParseStatus.Queued] = "queued",
        [ParseStatus.InProgress] = "in_progress",
        [ParseStatus.Completed] = "completed",
        [ParseStatus.Failed] = "failed",
        [ParseStatus.Cancelled] = "cancelled",
    };

    private static readonly Dictionary<string, ParseStatus> Statuses =
        Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every name, in the order of the life cycle.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    /// <summary>The wire name of <paramref name="status"/>.</summary>
    public static string ToWire(this ParseStatus status) => Names[status];

    /// <summary>Reads a wire name; case matters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ParseStatus status)
    {
        status = default;
        return name is not null && Statuses.TryGetValue(name, out status);
    }

    /// <summary>Reads a name that this service wrote.</summary>
    /// <exception cref="FormatException">No status has this name.</exception>
    public static ParseStatus Parse(string name) =>
        TryParse(name, out var status) ? status : throw new FormatException($"'{name}' is not a parse status.");
}
