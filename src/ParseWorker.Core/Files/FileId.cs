using System.Diagnostics.CodeAnalysis;
using ParseWorker.Core.Identifiers;

namespace ParseWorker.Core.Files;

/// <summary>Names a file: <c>file_</c> and a ULID.</summary>
public readonly record struct FileId
{
    /// <summary>What every file id starts with.</summary>
    public const string Prefix = "file_";

    private readonly string? _value;

    private FileId(string value) => _value = value;

    /// <summary>A new id; <paramref name="now"/> becomes its sortable part (milliseconds).</summary>
    public static FileId New(DateTimeOffset now) => new(PrefixedUlid.New(Prefix, now));

    /// <summary>Reads an id as clients send it; false for anything that <see cref="New"/> cannot have made.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FileId id)
    {
        var isOne = PrefixedUlid.IsOne(text, Prefix);
        id = isOne ? new FileId(text!) : default;
        return isOne;
    }

    /// <summary>Reads an id that this service wrote.</summary>
    /// <exception cref="FormatException">The text is no file id.</exception>
    public static FileId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a file id ({Prefix} and 26 characters).");

    /// <inheritdoc />
    public override string ToString() => _value ?? "";
}
