using System.Buffers;
using System.Net;

namespace ParseWorker.Documents.Email;

/// <summary>
/// The parts of a message that its HTML shows: it refers to them by their Content-ID (RFC 2392). The HTML is looked through once, however
/// many parts there are.
/// </summary>
internal sealed class ShownParts
{
    private const string Scheme = "cid:";

    /// <summary>What no Content-ID holds, and ends one in an attribute, a style or a text.</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create("\"'<>() \t\r\n\\;");

    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

    public ShownParts(params IEnumerable<string> pages)
    {
        foreach (var html in pages) Add(html);
    }

    /// <summary>Whether a part is shown; not for one without an ID.</summary>
    public bool Has(string? contentId) => !string.IsNullOrEmpty(contentId) && _ids.Contains(contentId);

    /// <summary>In an attribute a quote may be written as <c>&amp;quot;</c>.</summary>
    private static string Decoded(string id)
    {
        var decoded = WebUtility.HtmlDecode(id + ";"); // which ended the ID, or what stands for a quote
        return decoded.AsSpan().IndexOfAny(Ends) is >= 0 and var end ? decoded[..end] : decoded;
    }

    private void Add(string html)
    {
        for (var at = 0; (at = html.IndexOf(Scheme, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += Scheme.Length;
            var length = html.AsSpan(at).IndexOfAny(Ends) is >= 0 and var end ? end : html.Length - at;
            var id = html.Substring(at, length);
            foreach (var one in new[] { id, id.TrimEnd(','), Decoded(id) }) _ids.Add(one);
            if (id.Contains('%')) _ids.Add(Uri.UnescapeDataString(id));
            at += length;
        }
    }
}
