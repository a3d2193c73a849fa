using System.Text;

namespace ParseWorker.Documents.Tests.Email;

/// <summary>What of a message is its text and what is attached, in the shapes that mail programs send.</summary>
public sealed class MessagePartsTests
{
    private const string Pdf = "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: inline; filename=a.pdf\r\n\r\n%PDF";

    private static async Task<string> TextAsync(string body) =>
        Assert.Single(await Parsed
            .TextsAsync(Encoding.UTF8.GetBytes("From: ann@example.com\r\nSubject: s\r\nMIME-Version: 1.0\r\n" + body), "a.eml"));

    private static string Parts(string type, params string[] parts)
    {
        var boundary = "b" + parts.Sum(part => part.Length);
        return $"Content-Type: multipart/{type}; boundary={boundary}\r\n\r\n" + string.Concat(parts
            .Select(part => $"--{boundary}\r\n{part}\r\n")) + $"--{boundary}--\r\n";
    }

    private static string Plain(string text) => $"Content-Type: text/plain\r\n\r\n{text}";

    private static string Html(string html) => $"Content-Type: text/html\r\n\r\n{html}";

    private static string Image(string headers) => $"Content-Type: image/png; name=p.png\r\n{headers}\r\n\r\npng";

    private static string Shown(string body) => "# s\n\nFrom: ann@example.com\n\n" + body;

    [Fact]
    public async Task Read_DocumentInTheLine_IsAttachedAndTheTextGoesOn() =>
        Assert.Equal(
            Shown("before\n\nafter\n\n## Attachments\n\n- a.pdf (4 bytes)"),
            await TextAsync(Parts("mixed", Plain("before"), Pdf, Plain("after"))));

    [Fact]
    public async Task Read_HtmlAroundADocument_IsTheBestOfTheAlternatives() =>
        Assert.Equal(
            Shown("before\n\nafter\n\n## Attachments\n\n- a.pdf (4 bytes)"),
            await TextAsync(Parts("alternative", Plain("plain"), Parts("mixed", Html("<p>before</p>"), Pdf, Html("<p>after</p>")))));

    [Fact]
    public async Task Read_ForwardedMessageWithoutDisposition_IsAttached() =>
        Assert.Equal(
            Shown("see below\n\n## Attachments\n\n- inner.eml (20 bytes)"),
            await TextAsync(Parts("mixed", Plain("see below"), "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ntext")));

    [Fact]
    public async Task Read_ImageThatTheHtmlShows_IsNotAttached() =>
        Assert.Equal(
            Shown("hello\n\n## Attachments\n\n- p.png (3 bytes)"),
            await TextAsync(
                Parts(
                    "related", Html("<p>hello</p><img src='cid:one@x'>"), Image("Content-ID: <one@x>"), Image("Content-ID: <two@x>"))));

    [Fact]
    public async Task Read_HtmlThatShowsNothing_GivesWayToTheText() =>
        Assert.Equal(Shown("plain"), await TextAsync(Parts("alternative", Plain("plain"), Html("<img src='http://127.0.0.1/track'>"))));

    [Fact]
    public async Task Read_Invitation_IsAttachedToItsText() =>
        Assert.Equal(
            Shown("come\n\n## Attachments\n\n- text/calendar (15 bytes)"),
            await TextAsync(Parts("alternative", Plain("come"), "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR")));

    [Fact]
    public async Task Read_TextFileInTheLine_IsAttached() =>
        Assert.Equal(
            Shown("body\n\n## Attachments\n\n- notes.txt (5 bytes)"),
            await TextAsync(
                Parts("mixed", Plain("body"), "Content-Type: text/plain\r\nContent-Disposition: inline; filename=notes.txt\r\n\r\nnotes")));

    [Fact]
    public async Task Read_OnlyADocument_IsAttached() =>
        Assert.Equal(Shown("## Attachments\n\n- a.pdf (4 bytes)"), await TextAsync(Pdf));

    [Theory]
    [InlineData("<img src='cid:%6Fne@x'>")]
    [InlineData("<img src=CID:one@x>")]
    [InlineData("<p style=\"background: url(cid:one@x)\">")]
    [InlineData("<p style=\"background: url(&quot;cid:one@x&quot;)\">")]
    [InlineData("<img srcset='cid:one@x, cid:two@x 2x'>")]
    public async Task Read_ImageThatTheHtmlShowsInAnyForm_IsNotAttached(string html) =>
        Assert.Equal(Shown("hello"), await TextAsync(Parts("related", Html("<p>hello</p>" + html), Image("Content-ID: <one@x>"))));

    /// <summary>Fifty thousand images in four million characters: each would be looked for in all of them.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_ManyImagesBesideALongPage_LooksThroughThePageOnce()
    {
        var page = "<p>hello</p><!--" + new string('x', 4_000_000) + "--><img src='cid:7@x'>";
        var text = await TextAsync(Parts("related",
            [Html(page), .. Enumerable.Range(0, 50_000).Select(at => $"Content-Type: image/png; name={at}.png\r\nContent-ID: "
                + $"<{at}@x>\r\n\r\n")]));
        Assert.Contains("- 6.png (0 bytes)\n- 8.png (0 bytes)\n", text, StringComparison.Ordinal);
    }
}
