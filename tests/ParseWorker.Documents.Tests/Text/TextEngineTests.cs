using System.Text;
using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Tests.Text;

public sealed class TextEngineTests
{
    private const string German = "Größe und Übermut:\nein Text für alle Fälle, süß und schön.";

    [Theory]
    [InlineData("a.md", "# Title\n\n- a\n- b\n\n| a |\n|---|\n| 1 |")]
    [InlineData("a.txt", "# not a heading\n\n\n  indented")]
    public async Task Read_Text_IsPassedOnVerbatim(string name, string content) =>
        Assert.Equal(content, await Parsed.TextAsync(content + "\n\n", name));

    [Theory]
    [InlineData("a.json", "{\"a\":\n  1}", "```json\n{\"a\":\n  1}\n```")]
    [InlineData("a.xml", "<a>\n</a>", "```xml\n<a>\n</a>\n```")]
    [InlineData("a.py", "print('```')\r\n", "````python\nprint('```')\n````")]
    public async Task Read_Code_IsFencedAndNamed(string name, string content, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(content, name));

    [Fact]
    public async Task Read_WindowsLineEnds_BecomeNewlines() => Assert.Equal("a\nb", await Parsed.TextAsync("a\r\nb\r\n", "a.txt"));

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("latin1", false)]
    public async Task Read_KnownEncoding_IsDecoded(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(German)];
        Assert.Equal([German], await Parsed.TextsAsync(content, "a.txt"));
    }

    [Theory]
    [InlineData("caf\u00E9")]
    [InlineData("\u00C5")]
    [InlineData("El ni\u00F1o comi\u00F3 pi\u00F1a.")]
    [InlineData("Pr\u00EAt-\u00E0-porter, \u00E7a co\u00FBte 100 \u00A3")]
    public async Task Read_ShortLatin1_IsDecoded(string text) =>
        Assert.Equal([text], await Parsed.TextsAsync(Encoding.Latin1.GetBytes(text), "a.txt"));

    [Fact]
    public async Task Read_Windows1252_KeepsItsQuotesAndEuro() =>
        Assert.Equal(["\u201Cprice\u201D: 5 \u20AC"], await Parsed.TextsAsync([0x93, .. "price"u8, 0x94, .. ": 5 "u8, 0x80], "a.txt"));

    [Fact]
    public async Task Read_StrayNul_IsDropped() =>
        Assert.Equal(["A text with one."], await Parsed.TextsAsync("A text\0 with one."u8.ToArray(), "a.txt"));

    [Fact]
    public async Task Read_LoneSurrogate_IsNotPassedOn()
    {
        var text = Assert.Single(await Parsed
            .TextsAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(new string('a', 200)), 0x00, 0xD8], "a.txt"));
        Assert.DoesNotContain(text, char.IsSurrogate);
        Assert.StartsWith(new string('a', 200), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_XmlThatDeclaresItsEncoding_IsDecodedByIt()
    {
        const string xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<customer>Иванов</customer>";
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(xml);
        Assert.Equal([$"```xml\n{xml}\n```"], await Parsed.TextsAsync(bytes, "a.xml"));
    }

    [Fact]
    public async Task Read_FromSecondPage_YieldsNothing() => Assert.Empty(await Parsed.TextsAsync("a"u8.ToArray(), "a.txt", firstPage: 2));

    [Fact]
    public async Task Read_RandomBytes_AreRefused()
    {
        // No control character among them, which would give them away: everything else is a character of Windows-1252.
        var random = new Random(3);
        for (var round = 0; round < 10; round++)
        {
            var bytes = Enumerable.Range(0, 64).Select(_ => (byte)random.Next(0x80, 0x120))
                .Select(value => value < 0x40 ? (byte)(value + 0x40) : value);

            Assert.Equal(ParseErrorCodes.EncodingUnknown, (await Parsed.ErrorAsync([.. bytes], "a.txt")).Code);
        }
    }
}
