using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Tests.Html;

public sealed class HtmlEngineTests
{
    [Theory]
    [InlineData("<h1>Title</h1><h6>Small</h6>", "# Title\n\n###### Small")]
    [InlineData("<p>one\n  two<br>three</p><p> </p>four", "one two\nthree\n\nfour")]
    [InlineData("<div>a<div>b</div>c</div>", "a\n\nb\n\nc")]
    [InlineData("<p>See <a href='x'>the <b>link</b></a>.</p>", "See [the **link**](x).")]
    [InlineData("<p>a&nbsp;b &amp; c &lt;d&gt;</p>", "a b & c <d>")]
    [InlineData("<pre>a\n  b\n</pre>", "```\na\n  b\n```")]
    [InlineData("<pre>a ``` b</pre>", "````\na ``` b\n````")]
    [InlineData("<p># no heading</p>", "\\# no heading")]
    [InlineData("<p>a</p><img src='x' alt='A cat'><img src='y' alt=''><img src='z'>", "a\n\n[Figure: A cat]")]
    [InlineData("<figure><img alt='Chart'><figcaption>Sales</figcaption></figure>", "[Figure: Chart]\n\nSales")]
    [InlineData("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "- **Term**\n  - Meaning")]
    [InlineData(
        "<dl><div><dt>A</dt><dd>one</dd><dd>two<ul><li>x</li></ul></dd></div><dt>B</dt></dl>",
            "- **A**\n  - one\n  - two\n    - x\n- **B**")]
    [InlineData("<title>t</title><style>s</style><script>x()</script><p hidden>h</p><noscript>n</noscript><p>shown</p>", "shown")]
    public async Task Read_Blocks_InDocumentOrder(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync($"<!doctype html><html><body>{html}</body></html>", "a.html"));

    [Theory]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c")]
    [InlineData("<ol start=3><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "3. a\n4. b\n   1. c")]
    [InlineData("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b")]
    [InlineData("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b")]
    public async Task Read_Lists_KeepTheirNesting(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(html, "a.html"));

    private const string Spans =
        "<table><caption>C</caption><thead><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th></tr></thead>" +
        "<tr><td>1</td><td>2</td><td>x | y</td></tr></table>";

    [Theory]
    [InlineData(
        TableFormat.Html,
            "C\n\n<table>\n<thead>\n<tr><th rowspan=\"2\">a</th><th colspan=\"2\">b</th></tr>\n<tr><th>c</th><th>d</th></tr>\n</thead>\n"
                + "<tbody>\n<tr><td>1</td><td>2</td><td>x | y</td></tr>\n</tbody>\n</table>")]
    [InlineData(TableFormat.Markdown, "C\n\n| a | b c | b d |\n| --- | --- | --- |\n| 1 | 2 | x \\| y |")]
    [InlineData(TableFormat.Json, "C\n\n```json\n{\"columns\":[\"a\",\"b c\",\"b d\"],\"rows\":[[\"1\",\"2\",\"x | y\"]]}\n```")]
    [InlineData(TableFormat.Yaml, "C\n\n```yaml\ncolumns: [\"a\", \"b c\", \"b d\"]\nrows:\n- [\"1\", \"2\", \"x | y\"]\n```")]
    public async Task Read_TableWithSpans_InEveryFormat(TableFormat format, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(Spans, "a.html", format));

    [Fact]
    public async Task Read_TableWithoutHeader_HasEmptyColumnNamesInMarkdown() =>
        Assert.Equal(
            "|  |  |\n| --- | --- |\n| 1 | 2 |", await Parsed.TextAsync("<table><tr><td>1<td>2</table>", "a.html", TableFormat.Markdown));

    [Theory]
    [InlineData("<table><thead><tr><th rowspan=3>a<th>b</thead><tr><td>1<td>2</table>")]
    [InlineData("<table><thead><tr><th rowspan=0>a<th>b</thead><tr><td>1<td>2</table>")]
    public async Task Read_SpanThatLeavesItsSection_EndsThere(string html) =>
        Assert.Equal("| a | b |\n| --- | --- |\n| 1 | 2 |", await Parsed.TextAsync(html, "a.html", TableFormat.Markdown));

    [Fact]
    public async Task Read_ListInACell_KeepsItsMarks() =>
        Assert.Contains(
            "<td>to do<br>- a<br>- b</td><td>1. c<br>2. d</td>",
            await Parsed.TextAsync(
                "<table><tr><th>x<th>y<tr><td>to do<ul><li>a<li>b</ul><td><ol><li>c<li>d</ol></table>",
                "a.html"), StringComparison.Ordinal);

    [Fact]
    public async Task Read_TableOfOneCell_IsAFrame() =>
        Assert.Equal("# a\n\nb", await Parsed.TextAsync("<table><tr><td><h1>a</h1>b</table>", "a.html"));

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_DeepNesting_DoesNotOverflowTheStack()
    {
        var html = new StringBuilder("<!doctype html>");
        for (var depth = 0; depth < 10_000; depth++) html.Append("<div>");
        Assert.Equal("deep", await Parsed.TextAsync(html.Append("deep").ToString(), "a.html"));
    }

    [Fact]
    public async Task Read_DeeplyNestedLists_StayText()
    {
        var html = string.Concat(Enumerable.Repeat("<ul><li>x", 500));
        Assert.Equal(500, (await Parsed.TextAsync(html, "a.html")).Count(letter => letter == 'x'));
    }

    [Fact]
    public async Task Render_SpansThatWouldFillMemory_AreRefused()
    {
        var html = "<table>" + string.Concat(Enumerable.Repeat("<tr><td colspan=1000>a<td rowspan=60000>b</tr>", 3000)) + "</table>";
        var error = await Assert.ThrowsAsync<DocumentException>(() => Parsed.TextAsync(html, "a.html", TableFormat.Json));
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, error.Error.Code);
    }

    [Theory]
    [InlineData("windows-1251", "Привет, мир: это проверка кодировки.")]
    [InlineData("shift_jis", "これは日本語の文章です。")]
    [InlineData("iso-8859-1", "Größe – naïve")]
    public async Task Read_DeclaredEncoding_IsBelieved(string name, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name == "iso-8859-1" ? "windows-1252" : name)!;
        var html = encoding.GetBytes($"<!doctype html><html><head><meta charset=\"{name}\"></head><body><p>{text}</p></body></html>");
        Assert.Equal([text], await Parsed.TextsAsync(html, "a.html"));
    }

    [Theory]
    [InlineData("<!doctype html><html><body><script>alert(1)</script></body></html>")]
    [InlineData("<html></html>")]
    public async Task Read_NothingToSee_IsEmpty(string html) =>
        Assert.Equal(ParseErrorCodes.DocumentEmpty, (await Parsed.ErrorAsync(Encoding.UTF8.GetBytes(html), "a.html")).Code);
}
