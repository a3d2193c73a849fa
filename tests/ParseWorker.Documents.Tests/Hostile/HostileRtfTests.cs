using System.Text;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>RTF whose texts come in a million pieces.</summary>
public sealed class HostileRtfTests
{
    private static readonly string Pieces = string.Concat(Enumerable.Repeat("a{}", 1_500_000));

    private static async Task<string> TextAsync(string rtf) =>
        Assert.Single(await Parsed.TextsAsync(Encoding.ASCII.GetBytes($"{{\\rtf1 {rtf}}}"), "a.rtf"));

    [Fact]
    public async Task Read_EntryOfAFormInPieces_IsPutTogetherOnce()
    {
        var text = await TextAsync($"see {{\\field{{\\*\\fldinst FORMDROPDOWN {{\\*\\formfield{{\\fftype2\\ffres0{{\\*\\ffl "
            + $"{Pieces}}}}}}}}}{{\\fldrslt }}}}");
        Assert.Equal("see " + new string('a', 1_500_000), text);
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_NameOfAFontInPieces_IsCut() =>
        Assert.Equal("text", await TextAsync($"{{\\fonttbl{{\\f0 {Pieces};}}}}\\f0 text"));

    [Fact]
    public async Task Read_InstructionInPieces_IsCut() =>
        Assert.Equal("text", await TextAsync($"{{\\field{{\\*\\fldinst HYPERLINK \"{Pieces}\"}}{{\\fldrslt text}}}}"));
}
