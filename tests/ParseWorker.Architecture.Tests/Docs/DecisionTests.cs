using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>Each decision can be found by its number, and one that no longer holds leads to the one that does.</summary>
public sealed partial class DecisionTests
{
    private const string Document = "deploy/decisions.md";

    [Fact]
    public void Decisions_NumberedFromTheNewestDown_LeaveNoneOut()
    {
        var numbers = Project.ReadLines(Document).Select(line => Heading().Match(line)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, null)).ToList();

        Assert.True(numbers.Count > 20, "The decisions have lost their numbers.");
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
    }

    [Fact]
    public void Decisions_ThatNameAnother_NameOneThatIsThere()
    {
        var text = File.ReadAllText(Path.Combine(Project.Root, Document));
        var known = Heading().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        var named = Number().Matches(text).Select(match => match.Groups[1].Value).Distinct();

        Assert.Empty(named.Except(known));
    }

    // Who finds the old one must learn that it fell, who finds the new one what it changes.
    [Fact]
    public void Decisions_ThatSupersedeAnother_AreNamedByIt()
    {
        var (superseded, superseding) = (new List<string>(), new List<string>());
        var number = "";
        foreach (var line in Project.ReadLines(Document))
        {
            if (Heading().Match(line) is { Success: true } heading) number = heading.Groups[1].Value;
            else if (Superseded().Match(line) is { Success: true } old)
                superseded.Add($"D-{old.Groups["by"].Value} supersedes D-{number}{old.Groups["part"].Value}");
            else if (Supersedes().Match(line) is { Success: true } mark)
                superseding.Add($"D-{number} supersedes D-{mark.Groups["old"].Value}{mark.Groups["part"].Value}");
            else
                Assert.False(OtherMark().IsMatch(line), $"D-{number} says what it supersedes in a form that no test reads: {line}");
        }

        Assert.NotEmpty(superseded);
        Assert.Equal(superseded.Order(StringComparer.Ordinal), superseding.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^## D-(\d{3}) \d{4}-\d\d-\d\d \S", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bD-(\d{3})\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^- \*\*Superseded(?<part> in part)? by D-(?<by>\d{3})\*\*")]
    private static partial Regex Superseded();

    [GeneratedRegex(@"^- Supersedes D-(?<old>\d{3})(?<part> in part)?[.:]")]
    private static partial Regex Supersedes();

    [GeneratedRegex(@"\b(supersede[sd]?|amends|replaces) (in part )?(by )?D-\d{3}", RegexOptions.IgnoreCase)]
    private static partial Regex OtherMark();
}
