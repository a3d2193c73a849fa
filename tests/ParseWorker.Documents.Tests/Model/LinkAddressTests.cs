using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Model;

public sealed class LinkAddressTests
{
    [Theory]
    [InlineData("https://example.com/a?b=c:d#e", "https://example.com/a?b=c:d#e")]
    [InlineData("HTTP://example.com", "HTTP://example.com")]
    [InlineData("mailto:ann@example.com", "mailto:ann@example.com")]
    [InlineData("tel:+441132", "tel:+441132")]
    [InlineData("#part", "#part")]
    [InlineData("../a.html", "../a.html")]
    [InlineData("a/b:c", "a/b:c")]
    [InlineData("?at=12:30", "?at=12:30")]
    [InlineData(" my file.docx ", "my%20file.docx")]
    [InlineData("https://example.com/a\u200B", "https://example.com/a")]
    [InlineData("\u200Ehttps://example.com/a\u200E", "https://example.com/a")]
    [InlineData("https://fa.wikipedia.org/wiki/\u06A9\u062A\u0627\u0628\u200C\u0647\u0627",
        "https://fa.wikipedia.org/wiki/\u06A9\u062A\u0627\u0628%E2%80%8C\u0647\u0627")]
    public void Of_AddressOfAKnownKind_IsKept(string address, string expected) => Assert.Equal(expected, LinkAddress.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\u00ADscript:alert(1)")]
    [InlineData("java\uFDDAscript:alert(1)")]
    [InlineData("java script:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ms-word:ofe|u|https://example.com")]
    [InlineData("https://example.com/\u202Egnp.exe")]
    [InlineData("https://example.com/\nx")]
    [InlineData("a\u0001b")]
    [InlineData(":x")]
    public void Of_AnythingElse_IsNoAddress(string? address) =>
        Assert.Null(LinkAddress.Of(address));

    [Fact]
    public void Of_LongAddress_IsKeptUpTo2048Characters()
    {
        Assert.NotNull(LinkAddress.Of(new string('a', 2048)));
        Assert.Null(LinkAddress.Of(new string('a', 2049)));
        Assert.Null(LinkAddress.Of("a" + new string(' ', 1000) + "b"));
    }
}
