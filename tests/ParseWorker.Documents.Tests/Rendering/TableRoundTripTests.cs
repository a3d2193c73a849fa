using System.Text.Json;
using AngleSharp.Html.Parser;
using CsCheck;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;
using YamlDotNet.Serialization;

namespace ParseWorker.Documents.Tests.Rendering;

/// <summary>Whatever stands in a table's cells comes back when the rendered text is read by another's parser.</summary>
public sealed class TableRoundTripTests
{
    private const string Letters = "ab1 |\\`*_~<>&#[](){}!:\"'-+=.,;%@/^$?äß日😀é\n\t";

    private static readonly string[] Runes = [.. Letters.EnumerateRunes().Select(letter => letter.ToString())];

    private static readonly Gen<string> Cell = Gen.Int[0, Runes.Length - 1]
        .Array[0, 12].Select(letters => Normal(string.Concat(letters.Select(letter => Runes[letter]))));

    private static readonly Gen<string[][]> Cells =
        from columns in Gen.Int[1, 4]
        from rows in Cell.Array[columns].Array[2, 5]
        select rows;

    [Fact]
    public void Html_ParsedBack_IsTheSame() => RoundTrip(TableFormat.Html, html =>
    {
        var table = new HtmlParser().ParseDocument(html).QuerySelector("table")!;
        foreach (var line in table.QuerySelectorAll("br")) line.Replace(table.Owner!.CreateTextNode("\n"));
        return [.. table.QuerySelectorAll("tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
    });

    [Fact]
    public void Markdown_ParsedBack_IsTheSame() => RoundTrip(TableFormat.Markdown, markdown =>
    {
        var html = Markdown.ToHtml(markdown, new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build());
        var table = new HtmlParser().ParseDocument(html).QuerySelector("table")!;
        foreach (var line in table.QuerySelectorAll("br")) line.Replace(table.Owner!.CreateTextNode("\n"));
        return [.. table.QuerySelectorAll("tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
    });

    [Fact]
    public void Json_ParsedBack_IsTheSame() => RoundTrip(TableFormat.Json, fenced =>
    {
        using var json = JsonDocument.Parse(Unfenced(fenced, "json"));
        return [Strings(json.RootElement.GetProperty("columns")), .. json.RootElement.GetProperty("rows").EnumerateArray().Select(Strings)];
    });

    [Fact]
    public void Yaml_ParsedBack_IsTheSame() => RoundTrip(TableFormat.Yaml, fenced =>
    {
        var table = new DeserializerBuilder().Build().Deserialize<Dictionary<string, List<object>>>(Unfenced(fenced, "yaml"));
        return [[.. table["columns"].Cast<string>()], .. table["rows"].Cast<List<object>>().Select(row => row.Cast<string>().ToArray())];
    });

    private static void RoundTrip(TableFormat format, Func<string, string[][]> parse) => Cells.Sample(
        cells =>
        {
            var table = new Block.Table([.. cells.Select(row => row.Select(text => new TableCell(text)).ToArray())], HeaderRows: 1);
            Assert.Equal(cells, parse(PageRenderer.Render(new Page(1, [table]), format)));
        },
        iter: 500);

    /// <summary>Cells are plain text: no blanks at the ends or around line breaks, which no reader of HTML or Markdown keeps.</summary>
    private static string Normal(string text) => string.Join('\n', text.Split('\n')
        .Select(line => string.Join(' ', line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Length > 0));

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(cell => cell.GetString()!)];

    private static string Unfenced(string text, string language)
    {
        var lines = text.Split('\n');
        Assert.Equal("```" + language, lines[0]);
        Assert.Equal("```", lines[^1]);
        Assert.DoesNotContain(lines[1..^1], line => line.StartsWith("```", StringComparison.Ordinal));
        return string.Join('\n', lines[1..^1]);
    }
}
