using System.Globalization;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>How a cancel reaches the worker.</summary>
internal sealed record Delivery(string Name, IReadOnlyDictionary<string, string> Own, bool Pooled = false)
{
    public static Delivery Push { get; } = new("by notification", new Dictionary<string, string>());

    public static Delivery Pooler { get; } = new("by notification, all else through PgBouncer", new Dictionary<string, string>(),
        Pooled: true);

    public static Delivery PollOnly { get; } = new("by polling alone (every 1 s)",
        new Dictionary<string, string> { ["Notifications__Enabled"] = "false" });

    /// <summary>The processes' settings.</summary>
    public IReadOnlyDictionary<string, string> Settings(int slots) =>
        new Dictionary<string, string>(Own) { ["Worker__Slots"] = slots.ToString(CultureInfo.InvariantCulture) };
}
