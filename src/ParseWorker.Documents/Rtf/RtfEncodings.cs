using System.Text;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Rtf;

/// <summary>The encodings of a document's bytes: its code page, and those of its fonts' character sets (RTF 1.9.1, "Font table").</summary>
internal sealed class RtfEncodings
{
    /// <summary>Characters of a font's name, which every text in it is looked up by; Windows' own have 31 at most.</summary>
    private const int MaxName = 64;

    private readonly Dictionary<int, Encoding> _fonts = [];
    private readonly Dictionary<int, string> _names = [];
    private Encoding _document = TextDecoder.Western;

    public void SetDocument(int codePage) => _document = Find(codePage) ?? _document;

    public void SetFont(int font, int charset)
    {
        var codePage = charset switch
        {
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => 0,
        };
        if (Find(codePage) is { } encoding) _fonts[font] = encoding;
    }

    /// <summary>Adds to a font's name, which may come in parts; what is over the longest name is left out.</summary>
    public void AddName(int font, string text)
    {
        var name = _names.GetValueOrDefault(font, "");
        if (name.Length < MaxName) _names[font] = name + text[..Math.Min(text.Length, MaxName - name.Length)];
    }

    /// <summary>The text that a font draws for what was decoded.</summary>
    public string Drawn(int font, string text) => SymbolFonts.Read(NameOf(font), text);

    public Encoding Of(int font) => SymbolFonts.Has(NameOf(font)) ? Encoding.Latin1 : _fonts.GetValueOrDefault(font, _document);

    private string? NameOf(int font) => _names.GetValueOrDefault(font)?.TrimEnd(';');

    private static Encoding? Find(int codePage) => codePage switch
    {
        <= 0 or > 65_535 => null,
        65001 => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage),
    };
}
