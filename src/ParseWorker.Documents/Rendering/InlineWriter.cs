using System.Text;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes the marks within a text. One without its other half is left out.</summary>
internal static class InlineWriter
{
    public static string Write(string text, InlineForm form)
    {
        if (!InlineMark.AnyIn(text)) return text;
        var paired = Paired(text);
        var written = new StringBuilder(text.Length);
        var address = "";
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (!InlineMark.Is(character)) written.Append(character);
            else if (!paired.Contains(at)) continue;
            else if (character == InlineMark.LinkStart)
            {
                var end = text.IndexOf(InlineMark.Target, at);
                address = text[(at + 1)..end];
                written.Append(form.LinkStart(address));
                at = end;
            }
            else written.Append(character == InlineMark.LinkEnd ? form.LinkEnd(address) : form.Marks[character - InlineMark.BoldStart]);
        }
        return written.ToString();
    }

    /// <summary>The positions of the marks that have their other half, without pairs that cross.</summary>
    private static HashSet<int> Paired(string text)
    {
        var paired = new HashSet<int>();
        var open = new Stack<int>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!InlineMark.Is(text[at]) || text[at] == InlineMark.Target) continue;
            if (InlineMark.IsStart(text[at])) open.Push(at);
            else if (open.TryPeek(out var start) && text[start] + 1 == text[at])
            {
                open.Pop();
                if (text[at] != InlineMark.LinkEnd || IsLink(text, start, at)) paired.UnionWith([start, at]);
            }
        }
        return paired;
    }

    /// <summary>A link has an address, which no other mark stands in.</summary>
    private static bool IsLink(string text, int start, int end)
    {
        var address = text.AsSpan(start + 1, end - start - 1);
        var next = address.IndexOfAnyInRange('\uFDD0', '\uFDEF');
        return next > 0 && address[next] == InlineMark.Target;
    }
}
