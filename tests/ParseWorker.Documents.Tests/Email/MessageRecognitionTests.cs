using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Email;

public sealed class MessageRecognitionTests
{
    private const string Fields = "From: ann@example.com\r\nTo: bob@example.com\r\nSubject: Test\r\n";
    private const string Shown = "# Test\n\nFrom: ann@example.com\nTo: bob@example.com\n\n";
    private const string Dkim = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com;\r\n\ts=mail; bh=abc=;\r\n b=def=\r\n";

    private static Task<IReadOnlyList<string>> TextsAsync(string message) => Parsed.TextsAsync(Encoding.UTF8.GetBytes(message), "noname");

    [Theory]
    [InlineData(Dkim)]
    [InlineData("Authentication-Results: mx.example.com;\r\n spf=pass\r\nX-Spam: no\r\n")]
    [InlineData("From ann@example.com Mon Jun  3 10:00:00 2024\r\n")]
    [InlineData("From ann@example.com Mon Jun  3 10:00:00 2024\r\n" + Dkim)]
    public async Task Read_MessageWithOtherFirstLines_IsAMessage(string first) =>
        Assert.Equal([Shown + "Body"], await TextsAsync(first + Fields + "\r\nBody\r\n"));

    [Fact]
    public async Task Read_MessageWithLongHeader_IsAMessage() =>
        Assert.Equal([Shown + "Body"],
            await TextsAsync($"X-Trace: {string.Join("\r\n ", Enumerable.Repeat(new string('x', 70), 200))}\r\n{Fields}\r\nBody\r\n"));

    [Fact]
    public async Task Read_MailboxOfSeveralMessages_IsAPageEach()
    {
        const string from = "From ann@example.com Mon Jun  3 10:00:00 2024\n";
        var text = string.Concat(Enumerable.Range(1, 3)
            .Select(number => $"{from}From: a@b.c\nSubject: M{number}\nDate: Mon, 3 Jun 2024 10:00:00 +0000\n\nText {number}\n\n"));
        var pages = await TextsAsync(text);
        Assert.Equal(["# M1", "# M2", "# M3"], pages.Select(page => page.Split('\n')[0]));
        Assert.EndsWith("Text 3", pages[2], StringComparison.Ordinal);
        Assert.Equal(pages.Skip(1), await Parsed.TextsAsync(Encoding.UTF8.GetBytes(text), "a.mbox", firstPage: 2));
    }

    [Theory]
    [InlineData("windows-1251", "Счёт на оплату № 45, сумма 12 500 руб.")]
    [InlineData("koi8-r", "Добрый день, договор во вложении.")]
    [InlineData("gb2312", "请查收附件中的合同，金额一万元。")]
    [InlineData("gb18030", "请查收附件中的合同，金额一万元。")]
    [InlineData("big5", "請查收附件中的合約，金額一萬元。")]
    [InlineData("shift_jis", "請求書をご確認ください。")]
    [InlineData("iso-2022-jp", "請求書をご確認ください。")]
    [InlineData("euc-jp", "請求書をご確認ください。")]
    [InlineData("euc-kr", "첨부한 계약서를 확인해 주시기 바랍니다.")]
    [InlineData("iso-8859-2", "Zażółć gęślą jaźń")]
    [InlineData("iso-8859-7", "Η συνάντηση θα γίνει την Τρίτη")]
    [InlineData("iso-8859-9", "Toplantı yarın öğleden sonra")]
    [InlineData("iso-8859-15", "Prix : 5 €, œuvre")]
    public async Task Read_BodyInItsCharset_IsDecodedWhetherItIsNamedOrNot(string charset, string body)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(charset)!.GetBytes(body);
        byte[] Message(string type) =>
            [.. Encoding.ASCII.GetBytes($"{Fields}MIME-Version: 1.0\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"),
            .. bytes];
        Assert.Equal([Shown + body], await Parsed.TextsAsync(Message($"text/plain; charset={charset}"), "a.eml"));
        if (charset != "iso-8859-15") Assert.Equal([Shown + body], await Parsed.TextsAsync(Message("text/plain"), "a.eml"));
    }

    [Fact]
    public async Task Read_BodyThatNamesUtf8WithoutBeing_IsDecoded()
    {
        var body = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("Добрый день, договор во вложении.");
        byte[] message = [.. Encoding.ASCII.GetBytes($"{Fields}Content-Type: text/plain; charset=utf-8\r\n\r\n"), .. body];
        Assert.Equal([Shown + "Добрый день, договор во вложении."], await Parsed.TextsAsync(message, "a.eml"));
    }

    [Fact]
    public async Task Read_SubjectThatIsNotEncoded_IsDecoded()
    {
        var message = CodePagesEncodingProvider.Instance.GetEncoding(1251)!
            .GetBytes("From: ann@example.com\r\nSubject: Договор на поставку оборудования\r\nMIME-Version: 1.0\r\n\r\nBody\r\n");
        Assert.StartsWith("# Договор на поставку оборудования\n", Assert.Single(await Parsed.TextsAsync(message, "a.eml")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OutlookMessageInACodePage_IsDecodedByIt()
    {
        var msg = SampleMsg.Of(1251, ("0037001E", "Договор"), ("1000001E", "Счёт на оплату"));
        Assert.Equal(["# Договор\n\nСчёт на оплату"], await Parsed.TextsAsync(msg, "a.msg"));
    }

    [Fact]
    public async Task Read_OutlookMessageOfRtfAlone_ShowsIt()
    {
        // [MS-OXRTFCP] §3.1.1: the specification's own example.
        var packed = Convert.FromHexString(
            "2D0000002B0000004C5A4675F1C5C7A703000A007263706731323542320AF32068656C090020627705B06C647D0A800FA0");
        Assert.Contains("hello world", Assert.Single(await Parsed.TextsAsync(SampleMsg.OfBytes(("10090102", packed)), "a.msg")),
            StringComparison.Ordinal);
    }
}
