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
}
