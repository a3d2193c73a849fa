using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Finds what a content stream draws by name (PDF 1.7 reference, §4.7: <c>Do</c>). What stands in a string, a comment or an image may
/// pass for an operator: there are then more names than are drawn.
/// </summary>
internal static class FormNames
{
    /// <summary>Bytes of white space and comments between a name and its operator; where more stand, it counts as drawn.</summary>
    private const int MaxBetween = 4096;

    private static readonly SearchValues<byte> White = SearchValues.Create("\0\t\n\f\r "u8);

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    /// <summary>The names that are drawn, and how often.</summary>
    public static Dictionary<string, int> In(ReadOnlySpan<byte> content)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; content[at..].IndexOf((byte)'/') is >= 0 and var next;)
        {
            at += next + 1;
            var length = content[at..].IndexOfAny(Ends) is >= 0 and var end ? end : content.Length - at;
            var name = content.Slice(at, length);
            at += length;
            if (IsDrawn(content[at..])) CollectionsMarshal.GetValueRefOrAddDefault(names, Decoded(name), out _)++;
        }
        return names;
    }

    /// <summary>Whether the operator comes next, after white space and comments.</summary>
    private static bool IsDrawn(ReadOnlySpan<byte> after)
    {
        var near = after.Length <= MaxBetween ? after : after[..MaxBetween];
        while (!near.IsEmpty && (near[0] == '%' || White.Contains(near[0])))
            near = near[0] != '%' ? near[1..] : near.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? near[end..] : [];
        if (near.IsEmpty) return after.Length > MaxBetween;
        return near.StartsWith("Do"u8) && (near.Length == 2 || Ends.Contains(near[2]));
    }

    /// <summary>As PdfPig reads a name: UTF-8 where it is, else Windows-1252.</summary>
    private static string Decoded(ReadOnlySpan<byte> name)
    {
        var bytes = new List<byte>(name.Length);
        for (var at = 0; at < name.Length; at++)
            if (name[at] == '#' && at + 2 < name.Length
                && byte.TryParse(name.Slice(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                at += 2;
            }
            else bytes.Add(name[at]);
        var decoded = CollectionsMarshal.AsSpan(bytes);
        return (Utf8.IsValid(decoded) ? Encoding.UTF8 : Western).GetString(decoded);
    }
}
