using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>The texts that cells refer to by number (ISO/IEC 29500-1 §18.4.9), read as a stream and kept.</summary>
internal static partial class SharedStrings
{
    /// <summary>Characters of one cell at most; Excel's own limit.</summary>
    public const int MaxCellCharacters = 32_767;

    /// <summary>Characters of all texts together: 128 MiB in memory.</summary>
    private const int MaxCharacters = 64 * 1024 * 1024;

    private const int StringsPerCheck = 1024;

    /// <exception cref="DocumentException">The texts are too many.</exception>
    public static IReadOnlyList<string> Read(Stream? part, CancellationToken token)
    {
        var strings = new List<string>();
        if (part is null) return strings;
        using var xml = PartXml.Open(part);
        var left = MaxCharacters;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            if (strings.Count % StringsPerCheck == 0) token.ThrowIfCancellationRequested();
            strings.Add(ReadRich(xml));
            // A text counts for what it costs to keep even when it is empty.
            if ((left -= strings[^1].Length + 16) < 0) throw TooMany();
        }
        return strings;
    }

    /// <summary>The text of an element that holds runs of text: those of its parts that say how it is pronounced are left out.</summary>
    public static string ReadRich(XmlReader xml)
    {
        var text = new StyledText();
        if (xml.IsEmptyElement) return "";
        var depth = xml.Depth;
        var script = ScriptPosition.Line;
        while (xml.NextWithin(depth))
        {
            if (xml.LocalName == "rPh") xml.SkipToEnd();
            else if (xml.LocalName == "r") script = ScriptPosition.Line;
            else if (xml.LocalName == "vertAlign") script = ScriptOf(xml.GetAttribute("val"));
            else if (xml.LocalName == "t") text.Append(Unescape(TextOf(xml, MaxCellCharacters - text.Length)), new(Script: script));
        }
        return text.ToString();
    }

    private static string TextOf(XmlReader xml, int most)
    {
        var text = new StringBuilder();
        xml.AppendTo(text, most);
        return text.ToString();
    }

    private static ScriptPosition ScriptOf(string? alignment) => alignment switch
    {
        "superscript" => ScriptPosition.Raised,
        "subscript" => ScriptPosition.Lowered,
        _ => ScriptPosition.Line,
    };

    /// <summary>Characters that XML cannot hold are written as <c>_x000D_</c> (ISO/IEC 29500-1 §22.9.2.19).</summary>
    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, Character).ReplaceLineEndings("\n")
        : text;

    private static string Character(Match escape) => InlineMark.Without(((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString());

    private static DocumentException TooMany() => new(
        ParseErrorCodes.DocumentTooLarge,
        $"The workbook's texts have more than {MaxCharacters / (1024 * 1024)} million characters. Split it and send its parts.");

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
