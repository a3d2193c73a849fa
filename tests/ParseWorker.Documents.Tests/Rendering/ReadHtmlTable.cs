using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Rendering;

/// <summary>A table as a browser reads it: row groups bound what a span may cover (WHATWG HTML §4.9.12).</summary>
internal sealed class ReadHtmlTable
{
    private readonly IElement _table;
    private readonly List<IElement> _rows;

    public ReadHtmlTable(string html)
    {
        _table = new HtmlParser().ParseDocument(html).QuerySelector("table") ?? throw new InvalidOperationException("There is no table.");
        foreach (var line in _table.QuerySelectorAll("br")) line.Replace(_table.Owner!.CreateTextNode("\n"));
        _rows = [.. _table.QuerySelectorAll("tr")];
    }

    public IEnumerable<IEnumerable<TableCell>> Cells =>
        _rows.Select(row => row.Children.Select(cell => new TableCell(cell.TextContent, Span(cell, "rowspan"), Span(cell, "colspan"))));

    /// <summary>The rows that have header cells.</summary>
    public int HeaderRows => _rows.Count(row => row.QuerySelector("th") is not null);

    public string[][] Grid()
    {
        var places = new Dictionary<(int Row, int Column), string>();
        for (var row = 0; row < _rows.Count; row++)
            foreach (var cell in _rows[row].Children) Put(places, row, cell);
        return [.. places.GroupBy(place => place.Key.Row).OrderBy(row => row.Key)
            .Select(row => row.OrderBy(place => place.Key.Column).Select(place => place.Value).ToArray())];
    }

    private void Put(Dictionary<(int Row, int Column), string> places, int row, IElement cell)
    {
        var column = 0;
        while (places.ContainsKey((row, column))) column++;
        for (
            var down = row; down < row + Span(cell, "rowspan") && down < _rows.Count
                && _rows[down].ParentElement == _rows[row].ParentElement; down++)
            for (var at = column; at < column + Span(cell, "colspan"); at++) places[(down, at)] = cell.TextContent;
    }

    private static int Span(IElement cell, string name) =>
        cell.GetAttribute(name) is { } span ? int.Parse(span, CultureInfo.InvariantCulture) : 1;
}
