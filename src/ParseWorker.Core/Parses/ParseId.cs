using System.Diagnostics.CodeAnalysis;
using ParseWorker.Core.Identifiers;

namespace ParseWorker.Core.Parses;

/// <summary>Names a parse: <c>prs_</c> and a ULID, so that ids sort by the time they were made.</summary>
public readonly record struct ParseId
{
    /// <summary>What every parse id starts with.</summary>
    public const string Prefix = "prs_";

    private readonly string? _value;

    private ParseId(string value) => _value = value;

    /// <summary>A new id; <paramref name="now"/> becomes its sortable part (milliseconds).</summary>
    public static ParseId New(DateTimeOffset now) => new(PrefixedUlid.New(Prefix, now));

    /// <summary>Reads an id as clients send it; false for anything that <see cref="New"/> cannot have made.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ParseId id)
    {
        var isOne = PrefixedUlid.IsOne(text, Prefix);
        id = isOne ? new ParseId(text!) : default;
        return isOne;
    }

    /// <summary>Reads an id that this service wrote.</summary>
    /// <exception cref="FormatException">The text is no parse id.</exception>
    public static ParseId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a parse id ({Prefix} and 26 characters).");

    /// <inheritdoc />
    public override string ToString() => _value ?? "";
}
