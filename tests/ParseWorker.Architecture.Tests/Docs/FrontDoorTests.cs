using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>What readers meet first, and what they would notice last: its length, its diagrams, the numbers of decisions.</summary>
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

    [Fact]
    public void Decisions_NumberedFromTheNewestDown_LeaveNoneOut()
    {
        var numbers = Project.ReadLines("deploy/decisions.md").Select(line => Heading().Match(line)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, null)).ToList();

        Assert.True(numbers.Count > 20, "The decisions have lost their numbers.");
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
    }

    [Fact]
    public void Decisions_ThatNameAnother_NameOneThatIsThere()
    {
        var text = File.ReadAllText(Path.Combine(Project.Root, "deploy/decisions.md"));
        var known = Heading().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        var named = Number().Matches(text).Select(match => match.Groups[1].Value).Distinct();

        Assert.Empty(named.Except(known));
    }

    private static IEnumerable<string> Diagrams(string document) =>
        Diagram().Matches(File.ReadAllText(Path.Combine(Project.Root, document))).Select(match => match.Groups[1].Value);

    [GeneratedRegex("```mermaid\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Diagram();

    [GeneratedRegex(@"^## D-(\d{3}) \d{4}-\d\d-\d\d \S", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bD-(\d{3})\b")]
    private static partial Regex Number();
}
