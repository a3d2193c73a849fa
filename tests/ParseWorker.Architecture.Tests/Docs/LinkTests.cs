using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>No link of a document leads nowhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Files => [.. Documents.All];

    [Theory, MemberData(nameof(Files))]
    public void Links_WithinTheProject_LeadToFilesAndHeadings(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Project.Root, document))!;
        var targets = Link().Matches(File.ReadAllText(Path.Combine(Project.Root, document))).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

        Assert.All(targets, target => Assert.True(Leads(folder, document, target), $"{document} links to {target}, which is not there."));
    }

    private static bool Leads(string folder, string document, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? Path.Combine(Project.Root, document) : Path.Combine(folder, parts[0]);
        if (parts.Length == 1) return File.Exists(path) || Directory.Exists(path);
        return File.Exists(path) && File.ReadLines(path).Where(line => line.StartsWith('#')).Select(Anchor).Contains(parts[1]);
    }

    // As GitHub makes them: small letters, no punctuation, hyphens for spaces.
    private static string Anchor(string heading) =>
        NotInAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
