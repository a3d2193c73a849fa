using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>What readers meet first, and what they would notice last: its length and its diagrams.</summary>
public sealed partial class FrontDoorTests
{
    public static TheoryData<string> Files => [.. Documents.All.Where(document => Diagrams(document).Any())];

    [Fact]
    public void Readme_OfTheProject_HasAtMostHundredAndTwentyLines()
    {
        Assert.InRange(Project.ReadLines("README.md").Length, 40, 120);
    }

    // A semicolon ends a statement in Mermaid, also within a message; the page then shows an error in the diagram's place.
    [Theory, MemberData(nameof(Files))]
    public void SequenceDiagrams_OfADocument_HaveNoSemicolon(string document)
    {
        Assert.All(Diagrams(document).Where(diagram => diagram.StartsWith("sequenceDiagram", StringComparison.Ordinal)),
            diagram => Assert.DoesNotContain(';', diagram));
    }

    private static IEnumerable<string> Diagrams(string document) =>
        Diagram().Matches(File.ReadAllText(Path.Combine(Project.Root, document))).Select(match => match.Groups[1].Value);

    [GeneratedRegex("```mermaid\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Diagram();
}
