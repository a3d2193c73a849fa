using System.Text.RegularExpressions;
using ParseWorker.Core.Engines;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>Every name in back ticks in the tours is there: a file, a folder, a declared type or something the source says.</summary>
public sealed partial class TourTests
{
    private static readonly string[] Tours = ["src/README.md", "src/ParseWorker.Documents/README.md"];

    // Types of libraries that a tour explains a word by.
    private static readonly string[] Libraries = ["Letter"];

    private static readonly string[] Files = [.. Project.Files("*.cs"), .. Project.Files("*.sql")];

    private static readonly Dictionary<string, string> Texts =
        Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(Project.Root, file)));

    // Files and folders with every way to name them: from src/, without the project's prefix, with and without what comes before.
    private static readonly HashSet<string> Paths = [.. Files.SelectMany(Ways)];

    private static readonly HashSet<string> Types = [.. Texts.Values.SelectMany(text => Declaration().Matches(text))
        .Select(match => match.Groups[1].Value)];

    private static readonly HashSet<string> Words = [.. Texts.Values.SelectMany(text => Word().Matches(text)).Select(match => match.Value)];

    public static TheoryData<string, string> Names => [.. Tours.SelectMany(tour => Spans(tour).Distinct().Select(name => (tour, name)))];

    public static TheoryData<string, string> DrawnNames =>
        [.. Tours.SelectMany(tour => Fences(tour).SelectMany(fence => Drawn().Matches(fence)).Select(match => match.Value).Distinct()
            .Select(name => (tour, name)))];

    [Theory, MemberData(nameof(Names))]
    public void Name_InATour_IsInTheSource(string tour, string name)
    {
        Assert.True(IsThere(name),
            $"{tour} says `{name}`: no file or folder has that path, no type that name, and no source file that word.");
    }

    // Statements, statuses and channels.
    [Theory, MemberData(nameof(DrawnNames))]
    public void Name_InADiagram_IsInTheSource(string tour, string name)
    {
        Assert.True(name.EndsWith(".sql", StringComparison.Ordinal) ? Paths.Contains(name) : Words.Contains(name),
            $"{tour} draws {name}: no statement has that name, and no source file that word.");
    }

    [Fact]
    public void Messages_BetweenWorkerAndHostInADiagram_AreThoseOfTheirFrames()
    {
        var known = typeof(EngineMessage).GetNestedTypes().Concat(typeof(EngineCommand).GetNestedTypes()).Select(type => type.Name);
        var drawn = Fences("src/README.md").SelectMany(fence => FrameArrow().Matches(fence))
            .SelectMany(arrow => arrow.Groups[1].Value.Split(", ")).ToList();

        Assert.Contains("Taken", drawn);
        Assert.Empty(drawn.Except(known));
    }

    [Fact]
    public void Tours_BothOfThem_NameManyThings()
    {
        Assert.True(Names.Count > 100, "The tours hardly name anything: are names still put in back ticks?");
    }

    private static bool IsThere(string name)
    {
        if (Libraries.Contains(name)) return true;
        if (name.EndsWith(".sql", StringComparison.Ordinal)) return Paths.Contains(name);
        if (name.Contains('/', StringComparison.Ordinal) || char.IsUpper(name[0])) return Paths.Contains(name.TrimEnd('/')) || IsType(name)
            || IsBelowRoot(name);
        return Words.Contains(name);
    }

    private static bool IsBelowRoot(string name) =>
        name.Contains('/', StringComparison.Ordinal) && Path.Exists(Path.Combine(Project.Root, name));

    /// <summary>A type, or a member of one: <c>Block.Table</c>.</summary>
    private static bool IsType(string name)
    {
        var parts = name.Split('.');
        return Types.Contains(parts[0]) && parts.Skip(1).All(Words.Contains);
    }

    // Settings have a test of their own; what is no single name (a route, a pattern, a command) is prose.
    private static IEnumerable<string> Spans(string tour)
    {
        var prose = Fence().Replace(File.ReadAllText(Path.Combine(Project.Root, tour)), "");
        return Span().Matches(prose).Select(match => match.Groups[1].Value)
            .Where(name => !name.Contains("__", StringComparison.Ordinal) && SingleName().IsMatch(name));
    }

    private static IEnumerable<string> Fences(string tour) =>
        Fence().Matches(File.ReadAllText(Path.Combine(Project.Root, tour))).Select(match => match.Value);

    private static IEnumerable<string> Ways(string file)
    {
        var path = file["src/".Length..];
        if (path.EndsWith(".cs", StringComparison.Ordinal)) path = path[..^3];
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            var rest = path[..end];
            while (true)
            {
                yield return rest;
                if (rest.StartsWith("ParseWorker.", StringComparison.Ordinal)) yield return rest["ParseWorker.".Length..];
                if (rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0) rest = rest[(slash + 1)..];
                else break;
            }
        }
    }

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    // What joins words with underscores, and a statement of one word.
    [GeneratedRegex(@"\b[a-z]+(_[a-z]+)+(\.sql)?\b|\b[a-z]+\.sql\b")]
    private static partial Regex Drawn();

    [GeneratedRegex(@"^\s*(?:W->>E|E-->>W): (.+)$", RegexOptions.Multiline)]
    private static partial Regex FrameArrow();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*([./][A-Za-z][A-Za-z0-9_]*)*/?$")]
    private static partial Regex SingleName();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|delegate \S+) ([A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Za-z]\w*")]
    private static partial Regex Word();
}
