using System.Text;
using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>Messages whose size says nothing of the work they ask for.</summary>
public sealed class HostileMailTests
{
    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static byte[] Mail(string headers, string body) => Encoding.ASCII.GetBytes($"From: a@b.test\r\n{headers}\r\n\r\n{body}\r\n");

    /// <summary>The parser's buffer grew by a line, and was copied each time: twenty megabytes took minutes.</summary>
    [Theory]
    [InlineData("=?utf-8?Q?a?=\r\n ")]
    [InlineData("=?utf-8?Q?a?= ")]
    public async Task Read_SubjectOfManyWords_IsRefused(string word)
    {
        var mail = Mail($"Subject: {Repeated(word, 1_500_000)}x", "text");
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(mail, "a.eml")).Code);
    }

    [Fact]
    public async Task Read_HeaderOfAMessageWithinAnother_IsRefused()
    {
        var part = $"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: {Repeated("word\r\n ", 1_500_000)}x\r\n\r\ntext\r\n--b--";
        var mail = Mail("Content-Type: multipart/mixed; boundary=b", part);
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(mail, "a.eml")).Code);
    }

    [Fact]
    public async Task Read_ManyRecipientsAndALongIndentedText_AreRead()
    {
        var recipients = string.Join(",\r\n ", Enumerable.Range(0, 4000).Select(at => $"Person {at} <p{at}@example.test>"));
        var mail = Mail($"To: {recipients}\r\nSubject: All", Repeated("Totals\r\n  12,50\r\n", 200_000) + "end");
        var text = await Parsed.TextsAsync(mail, "a.eml");
        Assert.Contains("p3999@example.test", text[0], StringComparison.Ordinal);
        Assert.Contains("end", text[^1], StringComparison.Ordinal);
    }
}
