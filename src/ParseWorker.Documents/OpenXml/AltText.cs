using System.Text.RegularExpressions;

namespace ParseWorker.Documents.OpenXml;

/// <summary>What an image shows, as its document says.</summary>
internal static partial class AltText
{
    /// <summary>The text without what Office adds to a description of its own making; empty when there is none.</summary>
    public static string Of(string? description) => Disclaimer().Replace(description ?? "", "").Trim();

    [GeneratedRegex(@"\s*(AI-generated content may be incorrect\.|Description automatically generated.*)\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Disclaimer();
}
