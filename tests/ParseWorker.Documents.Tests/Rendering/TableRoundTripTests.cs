using System.Text.Json;
using CsCheck;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;
using YamlDotNet.Serialization;

namespace ParseWorker.Documents.Tests.Rendering;

/// <summary>
/// Whatever stands in a table's cells comes back when the rendered text is read by another's parser: HTML with its spans, the formats
/// without spans with the text of each in every place that it covers.
/// </summary>
public sealed class TableRoundTripTests
{
    private const int Rounds = 1000;

    private static readonly MarkdownPipeline Gfm =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    [Fact]
    public void Html_ParsedBack_HasTheSameCellsAndPlaces() => SpannedTable.Any.Sample(
        table =>
        {
            // Within a page that is Markdown: nothing in a cell may end the block of HTML.
            var read = new ReadHtmlTable(Markdown.ToHtml(Render(table, TableFormat.Html), Gfm));
            Assert.Equal(table.Cells.Select(row => row.Select(cell => cell with { Text = OneBreak(cell.Text) })), read.Cells);
            Assert.Equal(Map(table.Grid, OneBreak), read.Grid());
            Assert.Equal(table.Cells.Take(table.HeaderRows).Count(row => row.Count > 0), read.HeaderRows);
        },
        iter: Rounds);

    /// <summary>Readers of GFM take the spaces off a cell's ends.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public void Markdown_ParsedBack_HasTheSamePlaces() => SpannedTable.Any.Sample(
        table => Assert.Equal(
            Map(table.NamesAndBody, text => OneBreak(text).Trim(' ', '\t', '\u00A0')),
            new ReadHtmlTable(Markdown.ToHtml(Render(table, TableFormat.Markdown), Gfm)).Grid()),
        iter: Rounds);

    [Fact]
    public void Json_ParsedBack_HasTheSamePlaces() => SpannedTable.Any.Sample(
        table =>
        {
            using var json = JsonDocument.Parse(NoFileSandbox(Render(table, TableFormat.Json), "json"));
            Assert.Equal(
                table.NamesAndBody,
                [
                    Strings(json.RootElement.GetProperty("columns")),
                    .. json.RootElement.GetProperty("rows").EnumerateArray().Select(Strings)]);
        },
        iter: Rounds);

    [Fact]
    public void Yaml_ParsedBack_HasTheSamePlaces() => SpannedTable.Any.Sample(
        table =>
        {
            var yaml = new DeserializerBuilder().Build().Deserialize<Dictionary<string, List<object>>>(
                NoFileSandbox(Render(table, TableFormat.Yaml), "yaml"));
            Assert.Equal(
                table.NamesAndBody,
                [[.. yaml["columns"].Cast<string>()], .. yaml["rows"].Cast<List<object>>().Select(row => row.Cast<string>().ToArray())]);
        },
        iter: Rounds);

    private static string Render(SpannedTable table, TableFormat format) => PageRenderer.Render(new Page(1, [table.Block]), format);

    /// <summary>Every kind of line break becomes the one that HTML has.</summary>
    private static string OneBreak(string text) => text.ReplaceLineEndings("\n");

    private static string[][] Map(string[][] rows, Func<string, string> change) => [.. rows.Select(row => row.Select(change).ToArray())];

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(cell => cell.GetString()!)];

    private static string NoFileSandbox(string text, string language)
    {
        var lines = text.Split('\n');
        Assert.Equal("```" + language, lines[0]);
        Assert.Equal("```", lines[^1]);
        Assert.DoesNotContain(lines[1..^1], line => line.StartsWith("```", StringComparison.Ordinal));
        return string.Join('\n', lines[1..^1]);
    }
}
