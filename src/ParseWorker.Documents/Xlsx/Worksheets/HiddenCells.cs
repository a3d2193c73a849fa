using System.Globalization;
using System.Xml;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>
/// Marks hidden rows at their first cell, and hidden columns at theirs, like hidden sheets at their title: what they hold is read, but
/// marked as hidden.
/// </summary>
internal sealed class HiddenCells
{
    private const string Mark = " (hidden)";

    private readonly List<(int First, int Last)> _columns = [];
    private readonly HashSet<int> _marked = [];
    private bool _row;

    /// <summary>Takes in a definition of columns, which come before the rows.</summary>
    public void AddColumns(XmlReader xml)
    {
        if (IsHidden(xml) && Number(xml, "min") is { } first && Number(xml, "max") is { } last) _columns.Add((first, last));
    }

    /// <summary>Begins a row.</summary>
    public void StartRow(XmlReader xml) => _row = IsHidden(xml);

    /// <summary>A cell's text, with the mark when it is the first of a hidden row or column.</summary>
    public string Marked(int column, string text)
    {
        if (text.Length == 0) return text;
        var isFirst = _row;
        _row = false;
        if (_columns.Exists(hidden => hidden.First <= column && column <= hidden.Last)) isFirst |= _marked.Add(column);
        return isFirst ? text + Mark : text;
    }

    private static bool IsHidden(XmlReader xml) => xml.GetAttribute("hidden") is "1" or "true";

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
