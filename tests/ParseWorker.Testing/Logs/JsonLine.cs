using System.Globalization;
using System.Text.Json;

namespace ParseWorker.Testing.Logs;

/// <summary>A line of a log in JSON.</summary>
public sealed class JsonLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private readonly JsonElement _line;

    private JsonLine(JsonElement line)
    {
        _line = line;
        Time = DateTimeOffset.ParseExact(
            Text("Timestamp"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    /// <summary>When it was written.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The event's number.</summary>
    public int EventId => Of("EventId").GetInt32();

    /// <summary>The message, its values put in.</summary>
    public string Message => Text("Message");

    /// <summary>Reads a line; one that is no JSON, or whose time is no time in UTC, fails.</summary>
    public static JsonLine Parse(string text) => new(JsonElement.Parse(text));

    /// <summary>What the scopes say under a name, the outermost first.</summary>
    public IReadOnlyList<string> Scoped(string name) =>
    [
        .. _line.GetProperty("Scopes").EnumerateArray().Where(scope => scope.ValueKind == JsonValueKind.Object)
            .Where(scope => scope.TryGetProperty(name, out _)).Select(scope => scope.GetProperty(name).ToString()),
    ];

    /// <inheritdoc />
    public override string ToString() => _line.GetRawText();

    private string Text(string name) => Of(name).GetString()!;

    private JsonElement Of(string name) => _line.GetProperty(name);
}
