using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Model;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Email;

public sealed class EmailEngineTests
{
    private const string Head = "From: Ann <ann@example.com>\r\nTo: bob@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Mon, "
        + "23 Nov 2026 09:30:00 +0100\r\nMIME-Version: 1.0\r\n";
    private const string Shown = "# Grüße\n\nFrom: \"Ann\" <ann@example.com>\nTo: bob@example.com\nDate: 2026-11-23 09:30 +01:00\n\n";

    private static readonly ReadOptions WithAttachments = TestOcr.Off with { ParseAttachments = true };

    private static async Task<string> TextAsync(string message, string name = "a.eml") =>
        Assert.Single(await Parsed.TextsAsync(Encoding.UTF8.GetBytes(message), name));

    private static string Attached(string name, string content) =>
        Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nbody\r\n"
        + $"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; "
        + $"filename=\"{name}\"\r\n\r\n{content}\r\n--b--\r\n";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Read_PlainText_IsHeadersAndParagraphs() =>
        Assert.Equal(
            Shown + "one\ntwo\n\nthree",
            await TextAsync(Head + "Content-Type: text/plain; charset=utf-8\r\n\r\none\r\ntwo\r\n \r\nthree\r\n"));

    [Fact]
    public async Task Read_Alternatives_PreferHtml() =>
        Assert.Equal(Shown + "# rich", await TextAsync(Head
            + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\n"
            + "Content-Type: text/html\r\n\r\n<h1>rich</h1><img src='http://127.0.0.1/track'>\r\n--b--\r\n", "noname"));

    [Fact]
    public async Task Read_Attachment_IsListed() =>
        Assert.Equal(Shown + "body\n\n## Attachments\n\n- notes.txt (5 bytes)", await TextAsync(Attached("notes.txt", Base64("notes"))));

    [Fact]
    public async Task Read_AttachmentsAskedFor_AreFurtherPages()
    {
        var pages = await PagesAsync(Encoding.UTF8.GetBytes(Attached("t.csv", Base64("a,b\n1,2"))), "a.eml");
        Assert.Equal([1, 2], pages.Select(page => page.Number));
        Assert.Equal(
            "# t.csv\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
            ParseWorker.Documents.Rendering.PageRenderer.Render(pages[1], TableFormat.Markdown));
    }

    [Fact]
    public async Task Read_DamagedAttachment_CostsAPageNotTheMessage()
    {
        var pages = await PagesAsync(
            Encoding.UTF8.GetBytes(Attached("a.xlsx", Convert.ToBase64String(SampleXlsx.With("")[..300]))), "a.eml");
        Assert.Equal([null, ParseErrorCodes.DocumentCorrupt], pages.Select(page => page.Failure?.Code));
    }

    [Fact]
    public async Task Read_MessagesWithinMessages_AreOpenedToADepth()
    {
        var message = Head + "\r\ninnermost\r\n";
        for (var depth = 0; depth < 20; depth++) message = Attached("inner.eml", Base64(message));
        Assert.Equal(5, (await PagesAsync(Encoding.UTF8.GetBytes(message), "a.eml")).Count);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n")]
    [InlineData("Content-Type: message/rfc822\r\n\r\n")]
    public async Task Read_PartsNestedByTheThousand_DoNotOverflowTheStack(string part)
    {
        var message = new StringBuilder(Head);
        for (var depth = 0; depth < 20_000; depth++) message.Append(part.Replace("{0}", $"{depth}", StringComparison.Ordinal));
        Assert.StartsWith(
            "# Grüße", await TextAsync(message.Append("Content-Type: text/plain\r\n\r\ndeep\r\n").ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OutlookMessage_IsReadLikeAnyOther()
    {
        var msg = SampleMsg.Message("Subject", "text", "<p>rich</p>", "notes.txt", Encoding.UTF8.GetBytes(new string('n', 5000)));
        Assert.Equal(
            [
                "# Subject\n\nFrom: Ann <ann@example.com>\nTo: Bob\nDate: 2026-11-23 09:30 +00:00\n\nrich\n\n## Attachments\n\n- "
                    + "notes.txt (5 KiB)"],
            await Parsed.TextsAsync(msg, "a.msg"));
        Assert.Equal(2, (await PagesAsync(msg, "a.msg")).Count);
    }

    [Fact]
    public async Task Read_OutlookMessageWithoutHtml_IsItsText() =>
        Assert.Contains(
            "\n\nplain\n\n", Assert.Single(await Parsed.TextsAsync(SampleMsg.Message("s", "plain", null, "a", [1]), "a.msg")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("one@x", false)]
    [InlineData("two@x", true)]
    public async Task Read_OutlookMessageWithAnImage_ListsItUnlessTheHtmlShowsIt(string contentId, bool listed)
    {
        var msg = SampleMsg.Message("s", "text", "<p>rich</p><img src=\"cid:one@x\">", "p.png", [1], contentId);
        Assert.Equal(listed, Assert.Single(await Parsed.TextsAsync(msg, "a.msg")).Contains("- p.png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_DamagedOutlookMessage_IsReadOrRefused()
    {
        var whole = SampleMsg.Message("Subject", "text", "<p>rich</p>", "notes.txt", new byte[5000]);
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var damaged = whole.ToArray();
            for (var hit = 0; hit < 12; hit++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var failure = await Record.ExceptionAsync(() => Parsed.TextsAsync(damaged, "a.msg"));
            Assert.True(failure is null or DocumentException, failure?.ToString());
        }
    }

    [Fact]
    public async Task Read_TokenFiresWithinAMessage_Stops()
    {
        var message = Encoding.UTF8.GetBytes(Head + "\r\n" + string.Concat(Enumerable.Repeat("A line of the body.\r\n", 50_000)));
        using var document = new CancellingStream(message, message.Length / 2);
        Assert.Equal(0, await Parsed.PagesBeforeCancelAsync(document, "a.eml"));
    }

    private static async Task<List<Page>> PagesAsync(byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        using var document = DocumentEngines.Open(stream, name, WithAttachments, TestContext.Current.CancellationToken);
        var pages = new List<Page>();
        await foreach (var page in document.ReadAsync(1, TestContext.Current.CancellationToken)) pages.Add(page);
        return pages;
    }

    /// <summary>The second message's page is nested too deep to be read; the others are.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Read_MailboxWithOneMessageThatCannotBeRead_ReadsTheOthers(int bad)
    {
        var messages = Enumerable.Range(0, 3).Select(at => "From ann@example.com Mon Jan  1 10:00:00 2024\n"
            + $"From: ann@example.com\nSubject: s{at}\nMIME-Version: 1.0\nContent-Type: text/rtf\n\n"
            + "{\\rtf1 text" + (at == bad ? new string('{', 20_000) : "}") + "\n\n");
        var pages = await Parsed.PagesAsync(Encoding.ASCII.GetBytes(string.Concat(messages)), "a.mbox");
        Assert.Equal([1, 2, 3], pages.Select(page => page.Number));
        Assert.All(pages, page => Assert.Equal(page.Number == bad + 1 ? ParseErrorCodes.DocumentTooLarge : null, page.Failure?.Code));
    }
}
