using System.Buffers;
using System.Globalization;
using System.Text;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Finds what a content stream draws by name (PDF 1.7 reference, §4.7: <c>Do</c>). What stands in a string or an image may pass for an
/// operator: there are then more names than are drawn, never fewer.
/// </summary>
internal static class FormNames
{
    /// <summary>Bytes of a name; the format's own limit is 127, each of which may take three.</summary>
    private const int MaxName = 400;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    /// <summary>The names that are drawn, and how often.</summary>
    public static Dictionary<string, int> In(ReadOnlySpan<byte> content)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; content[at..].IndexOf("Do"u8) is >= 0 and var next; at += next + 2)
            if (NameBefore(content[..(at + next)], content[(at + next + 2)..]) is { } name) names[name] = names.GetValueOrDefault(name) + 1;
        return names;
    }

    /// <summary>The name before an operator, whatever white space and comments stand between; null where it is no operator.</summary>
    private static string? NameBefore(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (!after.IsEmpty && !Ends.Contains(after[0])) return null;
        var near = before[Math.Max(0, before.Length - 2 * MaxName)..];
        var start = near.LastIndexOf((byte)'/');
        if (start < 0) return null;
        var name = near[(start + 1)..];
        return Decoded(name.IndexOfAny(Ends) is >= 0 and var end ? name[..end] : name);
    }

    private static string Decoded(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        for (var at = 0; at < name.Length; at++)
            if (name[at] == '#' && at + 2 < name.Length
                && byte.TryParse(name.Slice(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                text.Append((char)value);
                at += 2;
            }
            else text.Append((char)name[at]);
        return text.ToString();
    }
}
