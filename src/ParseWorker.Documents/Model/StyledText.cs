using System.Text;

namespace ParseWorker.Documents.Model;

/// <summary>
/// Gathers runs of text with their styles, and writes them as one text with marks. Runs of the same style are one; spaces at a run's
/// ends stay outside its marks, where Markdown needs them; no pair of marks goes over the end of a line.
/// </summary>
internal sealed class StyledText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int End, InlineStyle Style)> _runs = [];

    /// <summary>Characters gathered so far.</summary>
    public int Length => _text.Length;

    /// <summary>The last character; a NUL when there is none.</summary>
    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    /// <summary>Adds a run.</summary>
    public void Append(string text, InlineStyle style = default)
    {
        if (text.Length == 0) return;
        _text.Append(InlineMark.Without(text));
        EndRun(style);
    }

    /// <summary>Adds a character.</summary>
    public void Append(char character, InlineStyle style = default)
    {
        if (InlineMark.Is(character)) return;
        _text.Append(character);
        EndRun(style);
    }

    /// <summary>Takes characters off the end.</summary>
    public void Shorten(int by)
    {
        _text.Length -= by;
        while (_runs.Count > 0 && (_runs.Count > 1 ? _runs[^2].End : 0) >= _text.Length) _runs.RemoveAt(_runs.Count - 1);
        if (_runs.Count > 0) _runs[^1] = (_text.Length, _runs[^1].Style);
    }

    /// <summary>Takes all off.</summary>
    public void Clear()
    {
        _text.Clear();
        _runs.Clear();
    }

    /// <summary>The text with marks, with the spaces at its ends.</summary>
    public override string ToString() => Written(style => style);

    /// <summary>The text of what is set apart as a whole, such as a heading: with its links, without bold and italics.</summary>
    public string WithoutEmphasis() => Written(style => style with { Bold = false, Italic = false });

    /// <summary>The text of a cell, trimmed: bold and italics are marked where they set part of it apart.</summary>
    public string ForCell()
    {
        var all = _text.ToString();
        var shown = Enumerable.Range(0, _runs.Count).Where(run => IsShown(all, run)).Select(run => _runs[run].Style).ToList();
        var (bold, italic) = (shown.TrueForAll(style => style.Bold), shown.TrueForAll(style => style.Italic));
        return Written(style => style with { Bold = style.Bold && !bold, Italic = style.Italic && !italic }).Trim();
    }

    private void EndRun(InlineStyle style)
    {
        if (_runs.Count > 0 && _runs[^1].Style == style) _runs[^1] = (_text.Length, style);
        else _runs.Add((_text.Length, style));
    }

    private bool IsShown(string all, int run) => !all.AsSpan(run == 0 ? 0 : _runs[run - 1].End, LengthOf(run)).IsWhiteSpace();

    private int LengthOf(int run) => _runs[run].End - (run == 0 ? 0 : _runs[run - 1].End);

    private string Written(Func<InlineStyle, InlineStyle> map)
    {
        // A builder finds a place within it by walking through its pieces.
        var all = _text.ToString();
        if (_runs.TrueForAll(run => map(run.Style) == default)) return all;
        var marked = new StringBuilder();
        var start = 0;
        for (var run = 0; run < _runs.Count;)
        {
            var link = _runs[run].Style.Link;
            var last = run;
            while (last + 1 < _runs.Count && _runs[last + 1].Style.Link == link) last++;
            var text = Marked(all, start, run, last, map);
            marked.Append(link is null ? text : Around(text, line => InlineMark.Link(link, line)));
            (start, run) = (_runs[last].End, last + 1);
        }
        return marked.ToString();
    }

    private string Marked(string all, int start, int first, int last, Func<InlineStyle, InlineStyle> map)
    {
        var text = new StringBuilder();
        for (var run = first; run <= last; run++)
        {
            var end = _runs[run].End;
            var style = map(_runs[run].Style);
            var isAfterDigit = start > 0 && char.IsAsciiDigit(all[start - 1]);
            text.Append(Around(all[start..end], line => Marked(ScriptText.Of(line, style.Script, isAfterDigit), style)));
            start = end;
        }
        return text.ToString();
    }

    private static string Marked(string text, InlineStyle style)
    {
        if (style.Struck) text = InlineMark.StruckStart + text + InlineMark.StruckEnd;
        if (style.Italic) text = InlineMark.ItalicStart + text + InlineMark.ItalicEnd;
        return style.Bold ? InlineMark.BoldStart + text + InlineMark.BoldEnd : text;
    }

    /// <summary>Writes each line of a run anew, without the spaces at its ends.</summary>
    private static string Around(string run, Func<string, string> write) =>
        run.Contains('\n') ? string.Join('\n', run.Split('\n').Select(line => AroundLine(line, write))) : AroundLine(run, write);

    private static string AroundLine(string line, Func<string, string> write)
    {
        var core = line.Trim();
        if (core.Length == 0) return line;
        if (core.Length == line.Length) return write(line);
        var start = line.IndexOf(core, StringComparison.Ordinal);
        return string.Concat(line.AsSpan(0, start), write(core), line.AsSpan(start + core.Length));
    }
}
