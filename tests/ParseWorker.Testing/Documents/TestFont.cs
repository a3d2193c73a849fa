using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace ParseWorker.Testing.Documents;

/// <summary>
/// A font that comes with the tests: what they draw looks the same on every machine. <c>Fonts/README.md</c> has the licences.
/// </summary>
public sealed class TestFont
{
    private readonly Lazy<byte[]> _file;
    private readonly Lazy<TrueTypeFont> _parsed;

    private TestFont(string name)
    {
        Name = name;
        _file = new(() => Load(name));
        _parsed = new(() => TrueTypeFontParser.Parse(new TrueTypeDataBytes(File)));
    }

    /// <summary>A sans serif with the widths of Helvetica.</summary>
    public static TestFont Sans { get; } = new("TestSans");

    /// <summary>The bold of <see cref="Sans"/>.</summary>
    public static TestFont SansBold { get; } = new("TestSansBold");

    /// <summary>A narrow serif with the widths of Times.</summary>
    public static TestFont Roman { get; } = new("TestRoman");

    /// <summary>A wide serif.</summary>
    public static TestFont Serif { get; } = new("DejaVuSerif");

    /// <summary>All glyphs of one width.</summary>
    public static TestFont Mono { get; } = new("DejaVuSansMono");

    /// <summary>One of each kind, without the bold.</summary>
    public static IReadOnlyList<TestFont> Typefaces { get; } = [Sans, Roman, Serif, Mono];

    /// <summary>As PDFs name it.</summary>
    public string Name { get; }

    /// <summary>A TrueType file with the glyphs of Latin script.</summary>
    public byte[] File => _file.Value;

    /// <summary>How far a character advances, in thousandths of the font's size; 0 when the font lacks it.</summary>
    public int WidthOf(char character) => _parsed.Value.TryGetAdvanceWidth(character, out var width)
        ? (int)Math.Round(1000 * width / _parsed.Value.GetUnitsPerEm())
        : 0;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static byte[] Load(string name)
    {
        using var stream = typeof(TestFont).Assembly.GetManifestResourceStream($"ParseWorker.Testing.Fonts.{name}.ttf")!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
