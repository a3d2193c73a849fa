using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Webhooks;

/// <summary>
/// What an endpoint is told, named after the event that it is about: <c>msg_</c>, the parse's ULID and the event's number. Every delivery
/// of it, to whichever endpoint and however often, carries the same id (<c>webhook-id</c>), by which a receiver drops what it has.
/// </summary>
/// <param name="Parse">The parse.</param>
/// <param name="Number">The number of the event in the parse's history, from 1.</param>
public readonly record struct MessageId(ParseId Parse, int Number)
{
    /// <summary>What every message's id starts with.</summary>
    public const string Prefix = "msg_";

    /// <summary>Reads an id as clients send it; false for anything that <see cref="ToString"/> cannot have written.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        id = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.IndexOf('_', Prefix.Length) is not (> 0 and var end))
            return false;
        if (!ParseId.TryParse(ParseId.Prefix + text[Prefix.Length..end], out var parse)) return false;
        if (!int.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        id = new MessageId(parse, number);
        return id.ToString() == text;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Parse.ToString()[ParseId.Prefix.Length..]}_{Number}");
}
