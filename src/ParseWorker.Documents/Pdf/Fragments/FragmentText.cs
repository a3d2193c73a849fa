using System.Text;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>Gathers the text of a fragment from left to right, glyph by glyph; what is raised or lowered is written so.</summary>
/// <param name="capacity">Parts expected.</param>
internal sealed class FragmentText(int capacity)
{
    private readonly List<string> _parts = new(capacity);
    private readonly StringBuilder _script = new();
    private ScriptPosition _position;

    public void AddSpace()
    {
        EndScript();
        _parts.Add(" ");
    }

    public void Add(Glyph glyph)
    {
        if (glyph.Script != _position) EndScript();
        _position = glyph.Script;
        if (_position == ScriptPosition.Line) _parts.Add(glyph.Text);
        else _script.Append(glyph.Text);
    }

    /// <summary>The text in the order it is read in.</summary>
    /// <param name="page">What is known of the page that it stands on.</param>
    public string Read(PageScript page)
    {
        EndScript();
        return string.Concat(RightToLeft.Read(_parts, page));
    }

    private void EndScript()
    {
        if (_script.Length > 0)
        {
            var isAfterDigit = _parts.Count > 0 && _parts[^1] is [.., var last] && char.IsAsciiDigit(last);
            _parts.Add(ScriptText.Of(_script.ToString(), _position, isAfterDigit));
            _script.Clear();
        }

        _position = ScriptPosition.Line;
    }
}
