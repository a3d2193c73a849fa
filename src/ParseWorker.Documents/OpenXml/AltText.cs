using System.Text.RegularExpressions;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.OpenXml;

/// <summary>What an image shows, as its document says.</summary>
internal static partial class AltText
{
    /// <summary>Characters at a description's end that are looked at; Office's own sentences come to about sixty.</summary>
    private const int LongestDisclaimer = 256;

    /// <summary>The text without what Office adds to a description of its own making; empty when there is none.</summary>
    public static string Of(string? description)
    {
        var text = InlineMark.Without(description ?? "");
        var end = Math.Max(0, text.Length - LongestDisclaimer);
        return (text[..end] + Disclaimer().Replace(text[end..], "")).Trim();
    }

    [GeneratedRegex(@"\s*(AI-generated content may be incorrect\.|Description automatically generated.*)\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Disclaimer();
}
