using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Documents.Tests.Rendering;

public sealed class InlineWriterTests
{
    [Theory]
    [InlineData("\uFDD0bold\uFDD1", "**bold**")]
    [InlineData("\uFDD0half", "half")]
    [InlineData("half\uFDD1", "half")]
    [InlineData("\uFDD0a\uFDD2b\uFDD1c\uFDD3", "a*bc*")]
    [InlineData("\uFDDA/x\uFDDCtext\uFDDB", "[text](/x)")]
    [InlineData("\uFDDAno target\uFDDB", "no target")]
    [InlineData("\uFDDCtext\uFDEF", "text")]
    public void Write_Marks_AreWrittenInPairsOnly(string text, string expected) =>
        Assert.Equal(expected, InlineWriter.Write(text, InlineForm.Markdown));

    [Fact]
    public void Write_LinkInHtml_HasAnAddressThatCannotEndEarly() =>
        Assert.Equal("<a href=\"/x&quot;y\">t</a>", InlineWriter.Write(InlineMark.Link("/x\"y", "t"), InlineForm.Html));

    [Theory]
    [InlineData("/x>y", "[t](</x%3Ey>)")]
    [InlineData("/x<y", "[t](</x%3Cy>)")]
    [InlineData("/x)y(z", "[t](</x)y(z>)")]
    [InlineData("/x y\\", "[t](</x%20y%5C>)")]
    [InlineData("/x\\)y", "[t](</x%5C)y>)")]
    [InlineData("javascript&#58;x", "[t](javascript&amp;#58;x)")]
    [InlineData("/x?a=1&b=2", "[t](/x?a=1&b=2)")]
    public void Write_LinkInMarkdown_HasAnAddressThatCannotEndEarly(string address, string expected) =>
        Assert.Equal(expected, InlineWriter.Write(InlineMark.Link(address, "t"), InlineForm.Markdown));

    [Fact]
    public void Link_AddressThatLeadsElsewhere_IsTheTextAlone() => Assert.Equal("t", InlineMark.Link("javascript:x()", "t"));

    [Fact]
    public void Render_LinkInAPipeTable_KeepsItsAddressAndTheCells()
    {
        var table = new Block.Table([[new(InlineMark.Link("/_a|b\\c", "x|y")), new("z")]], HeaderRows: 0);
        var text = PageRenderer.Render(new Page(1, [table]), TableFormat.Markdown);
        Assert.EndsWith("| [x\\|y](</_a%7Cb%5Cc>) | z |", text, StringComparison.Ordinal);
    }
}
