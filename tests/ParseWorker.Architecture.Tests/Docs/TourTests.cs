using System.Text.RegularExpressions;
using ParseWorker.Core.Engines;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>
/// Every name in back ticks in the tours is there: a file or a folder, a member that a file says, a route, or, in lower case, a word of a
/// statement or a whole string of the source.
/// </summary>
public sealed partial class TourTests
{
    private static readonly string[] Tours = ["src/README.md", "src/ParseWorker.Documents/README.md"];

    // Types of libraries that a tour explains a word by.
    private static readonly string[] Libraries = ["Letter"];

    // Parts of names, which the tour speaks about, and a pattern.
    private static readonly string[] NoNames = [".cs", ".sql", "ParseWorker.", "*rec*.onnx"];

    private static readonly string[] Files = [.. Project.Files("*.cs"), .. Project.Files("*.sql")];

    private static readonly Dictionary<string, string> Texts =
        Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(Project.Root, file)));

    // Files and folders with every way to name them: from src/, without the project's prefix, with and without what comes before.
    private static readonly HashSet<string> Paths = [.. Files.SelectMany(Ways)];

    private static readonly HashSet<string> WordsOfStatements = [.. Files.Where(file => file.EndsWith(".sql", StringComparison.Ordinal))
        .SelectMany(file => Word().Matches(Texts[file])).Select(match => match.Value)];

    private static readonly HashSet<string> Strings = [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(file => Literal().Matches(Texts[file])).Select(match => match.Groups[1].Value)];

    private static readonly HashSet<string> PartsOfRoutes = [.. Strings.SelectMany(text => text.Split('/'))];

    public static TheoryData<string, string> Names => [.. Tours.SelectMany(tour => Spans(tour).Distinct().Select(name => (tour, name)))];

    public static TheoryData<string, string> DrawnNames =>
        [.. Tours.SelectMany(tour => Fences(tour).SelectMany(fence => Drawn().Matches(fence)).Select(match => match.Value).Distinct()
            .Select(name => (tour, name)))];

    [Theory, MemberData(nameof(Names))]
    public void Name_InATour_IsInTheSource(string tour, string name)
    {
        Assert.True(IsThere(name),
            $"{tour} says `{name}`: no file or folder has that path, no file of its first name says the second, and no statement or string "
            + "is it.");
    }

    // Statements, statuses and channels.
    [Theory, MemberData(nameof(DrawnNames))]
    public void Name_InADiagram_IsInTheSource(string tour, string name)
    {
        Assert.True(name.EndsWith(".sql", StringComparison.Ordinal) ? Paths.Contains(name) : IsSaid(name),
            $"{tour} draws {name}: no statement has that name, and none, and no string, is or says it.");
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
        if (Libraries.Contains(name) || NoNames.Contains(name)) return true;
        if (Route().Match(name) is { Success: true } route)
            return route.Groups[1].Value.Split('/', StringSplitOptions.RemoveEmptyEntries).All(PartsOfRoutes.Contains);
        if (name.EndsWith(".sql", StringComparison.Ordinal)) return Paths.Contains(name);
        if (name.Contains('/', StringComparison.Ordinal))
            return Paths.Contains(name.TrimEnd('/')) || Path.Exists(Path.Combine(Project.Root, name));
        return char.IsUpper(name[0]) ? Paths.Contains(name) || IsMember(name) : IsSaid(name);
    }

    /// <summary>A member, or a case, of the type that a file is named after: <c>Block.Table</c>.</summary>
    private static bool IsMember(string name) => name.Split('.') is [var type, var member]
        && Files.Where(file => Path.GetFileName(file) == $"{type}.cs")
            .Any(file => Word().Matches(Texts[file]).Any(word => word.Value == member));

    /// <summary>A column, a channel, a status; or a name of the wire.</summary>
    private static bool IsSaid(string name) => WordsOfStatements.Contains(name) || Strings.Contains(name);

    // Settings have a test of their own.
    private static IEnumerable<string> Spans(string tour)
    {
        var prose = Fence().Replace(File.ReadAllText(Path.Combine(Project.Root, tour)), "");
        return Span().Matches(prose).Select(match => match.Groups[1].Value)
            .Where(name => !name.Contains("__", StringComparison.Ordinal));
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

    [GeneratedRegex("^(?:[A-Z]+ )?(/[a-z0-9/_-]*)$")]
    private static partial Regex Route();

    [GeneratedRegex("\"([^\"\n]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b[A-Za-z]\w*")]
    private static partial Regex Word();
}
