using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;

namespace ParseWorker.Documents.OpenXml;

/// <summary>
/// The addresses of the links in a package's parts. A part's are gathered once and kept as long as it is: the library looks through all
/// of its relationships for each, and a document may have as many links as relationships.
/// </summary>
internal static class PartLinks
{
    private static readonly ConditionalWeakTable<OpenXmlPart, Dictionary<string, string>> Parts = [];

    /// <summary>Where a link of a part leads; null for one that has no such relationship.</summary>
    public static string? AddressOf(string? relationship, OpenXmlPart? owner) =>
        string.IsNullOrEmpty(relationship) || owner is null ? null : Of(owner).GetValueOrDefault(relationship);

    /// <summary>The addresses of a part's links by their relationships; of two of one name, the first.</summary>
    public static IReadOnlyDictionary<string, string> Of(OpenXmlPart owner) => Parts.GetValue(owner, Gathered);

    private static Dictionary<string, string> Gathered(OpenXmlPart owner)
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in owner.HyperlinkRelationships) links.TryAdd(link.Id, link.Uri.OriginalString);
        return links;
    }
}
