using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>A bullet or a number at the start of a line.</summary>
/// <param name="Label">Empty for a bullet.</param>
/// <param name="Rest">The line without it.</param>
internal sealed partial record ListMarker(string Label, string Rest)
{
    /// <summary>The marker a line starts with, or null.</summary>
    public static ListMarker? Find(string line)
    {
        if (Bullet().Match(line) is { Success: true } bullet) return new("", line[bullet.Length..]);
        if (Number().Match(line) is { Success: true } number) return new(number.Groups[1].Value, line[number.Length..]);
        return null;
    }

    /// <summary>Whether a line starts with what is nothing but a bullet: not with a dash or a letter.</summary>
    public static bool IsBullet(string line) => line[0] is not ('o' or '–' or '—' or '-' or '*' or '·') && Bullet().IsMatch(line);

    /// <summary>The bullets of Unicode and of Word's symbol fonts, and dashes.</summary>
    [GeneratedRegex(@"^[•◦‣▪▫●○■□▸▹►▻◆◇❖➢➤✓✔✗·∙⁃\uF0B7\uF0A7\uF0D8\uF0FC\uF076o–—*-]\s+(?=\S)|^[•●■▪➢➤\uF0B7\uF0A7](?=\S)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    /// <summary>1. 1) (1) a) (a) iv. and the like; not 1.2, which numbers a heading, nor (202), which dials a town.</summary>
    [GeneratedRegex(@"^(\d{3}[.)]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})[.)])\s+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
