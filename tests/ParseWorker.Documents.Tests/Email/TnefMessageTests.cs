using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Email;

public sealed class TnefMessageTests
{
    private const string Fields = "From: ann@example.com\r\nTo: bob@example.com\r\nSubject: Test\r\nMIME-Version: 1.0\r\n";
    private const string Shown = "# Test\n\nFrom: ann@example.com\nTo: bob@example.com\n\n";

    private static readonly byte[] Packed = SampleTnef.Message("Packed text", "notes.txt", "notes"u8.ToArray());

    private static async Task<string> TextAsync(string type, byte[] packed, string text = "")
    {
        var message = Fields + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + (text.Length == 0 ? "" : $"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n")
            + $"--b\r\nContent-Type: {type}; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + $"{Convert.ToBase64String(packed)}\r\n--b--\r\n";
        return Assert.Single(await Parsed.TextsAsync(Encoding.ASCII.GetBytes(message), "a.eml"));
    }

    [Theory]
    [InlineData("application/ms-tnef")]
    [InlineData("application/vnd.ms-tnef")]
    [InlineData("application/octet-stream")]
    public async Task Read_WinmailDat_IsOpened(string type) =>
        Assert.Equal(Shown + "Packed text\n\n## Attachments\n\n- notes.txt (5 bytes)", await TextAsync(type, Packed));

    [Fact]
    public async Task Read_WinmailDatBesideAText_GivesItsAttachmentsAlone() =>
        Assert.Equal(Shown + "The text\n\n## Attachments\n\n- notes.txt (5 bytes)",
            await TextAsync("application/ms-tnef", Packed, "The text"));

    [Fact]
    public async Task Read_DamagedWinmailDat_IsAnAttachment() => Assert.Equal(
        Shown + "The text\n\n## Attachments\n\n- winmail.dat (4 bytes)", await TextAsync("application/ms-tnef", [1, 2, 3, 4], "The text"));

    [Fact]
    public async Task Read_WinmailDatByItself_IsAMessage() =>
        Assert.Equal(["Packed text\n\n## Attachments\n\n- notes.txt (5 bytes)"], await Parsed.TextsAsync(Packed, "winmail.dat"));

    [Fact]
    public async Task Read_CutOffWinmailDat_IsReadOrRefused()
    {
        for (var length = 5; length < Packed.Length; length += 7)
        {
            var failure = await Record.ExceptionAsync(() => Parsed.TextsAsync(Packed[..length], "winmail.dat"));
            Assert.True(
                failure is null or DocumentException { Error.Code: ParseErrorCodes.DocumentCorrupt or ParseErrorCodes.DocumentEmpty },
                $"{length}: {failure}");
        }
    }

    [Theory]
    [InlineData("Forwarded.msg", "Forwarded.msg")]
    [InlineData(null, "winmail.dat")]
    public async Task Read_MessageAttachedWithinWinmailDat_IsListedAndNotTheText(string? name, string listed)
    {
        var forwarded = SampleTnef.Message("Another text", "other.txt", [1]);
        var text = await TextAsync("application/ms-tnef", SampleTnef.WithMessage("The text", name, forwarded));
        Assert.Equal(Shown + $"The text\n\n## Attachments\n\n- {listed} ({forwarded.Length} bytes)", text);
    }

    [Fact]
    public async Task Read_MessageAttachedWithinWinmailDatByItself_IsListed()
    {
        var forwarded = SampleTnef.Message("Another text", "other.txt", [1]);
        Assert.Equal(
            [$"The text\n\n## Attachments\n\n- F.msg ({forwarded.Length} bytes)"],
            await Parsed.TextsAsync(SampleTnef.WithMessage("The text", "F.msg", forwarded), "winmail.dat"));
    }

    [Fact]
    public async Task Read_MessageAttachedWithinWinmailDat_IsReadWhenAttachmentsAre()
    {
        var packed = SampleTnef.WithMessage("The text", "F.msg", SampleTnef.Message("Another text", "other.txt", [1]));
        var pages = await Parsed.TextsAsync(packed, "winmail.dat", options: TestOcr.Off with { ParseAttachments = true });
        Assert.StartsWith("# F.msg\n\nAnother text", pages[1], StringComparison.Ordinal);
    }

    /// <summary>Each holds the next; the fifth stays a file.</summary>
    [Fact]
    public async Task Read_WinmailDatsWithinEachOther_AreOpenedFourDeep()
    {
        var packed = SampleTnef.Message("inner", "a.txt", [1]);
        for (var depth = 0; depth < 5; depth++) packed = SampleTnef.Message("", "winmail.dat", packed);
        var text = await TextAsync("application/ms-tnef", packed, "text");
        Assert.Matches(@"^# Test\n[\s\S]*\ntext\n\n## Attachments\n\n- winmail.dat \(\d+ bytes\)$", text);
    }
}
