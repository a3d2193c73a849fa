using System.Text;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Core.Tests.Sniffing;

public sealed class MailSnifferTests
{
    private const string Fields = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nbody\n";

    [Theory]
    [InlineData("From ann@example.com Mon Jan  1 10:00:00 2024\n")]
    [InlineData("From ann@example.com Mon Jan  1 10:00:00 2024\r\n")]
    [InlineData("")]
    public void Sniff_FieldsOfMail_AreAMessage(string first) => Assert.Equal(DocumentType.Email, Sniff(first + Fields));

    [Theory]
    [InlineData("From here to there\n")]
    [InlineData("From ann@example.com 10:00\n")]
    public void Sniff_OtherFirstLine_IsNoMessage(string first) => Assert.Equal(DocumentType.Text, Sniff(first + Fields));

    /// <summary>Sixty thousand times a time of day and no year: a thousand million million steps for a pattern that goes back.</summary>
    [Fact]
    public void Sniff_LongFirstLineOfTimes_IsLookedAtOnce() =>
        Assert.Equal(DocumentType.Text, Sniff("From a " + string.Concat(Enumerable.Repeat("12:345:67", 7000)) + "\n" + Fields));

    private static DocumentType Sniff(string text)
    {
        using var document = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return DocumentSniffer.Sniff(document, "a").Type;
    }
}
