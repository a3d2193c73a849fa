using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests;

/// <summary>Within a project, namespaces depend on each other in one direction only.</summary>
public sealed partial class NamespaceTests
{
    [Theory]
    [InlineData("ParseWorker.Core")]
    [InlineData("ParseWorker.Postgres")]
    [InlineData("ParseWorker.Queueing")]
    [InlineData("ParseWorker.Worker")]
    [InlineData("ParseWorker.EngineHost")]
    [InlineData("ParseWorker.Api")]
    public void Namespaces_OfAProject_FormNoCycle(string project)
    {
        var files = Project.Files("*.cs").Where(file => file.StartsWith($"src/{project}/", StringComparison.Ordinal))
            .Select(file => SourceFile.Parse(string.Join('\n', Project.ReadLines(file)))).OfType<SourceFile>().ToList();
        var uses = files.GroupBy(file => file.Namespace)
            .ToDictionary(group => group.Key, group => group.SelectMany(file => file.Uses(files)).ToHashSet());

        Assert.NotEmpty(uses);
        Assert.Empty(Cycles(uses));
    }

    [Theory]
    [InlineData("A>B B>C", "")]
    [InlineData("A>B B>A", "A > B > A")]
    [InlineData("A>B B>C C>B", "B > C > B")]
    public void Cycles_OfUses_AreFound(string uses, string cycle)
    {
        var graph = uses.Split(' ').Select(use => use.Split('>')).GroupBy(use => use[0])
            .ToDictionary(group => group.Key, group => group.Select(use => use[1]).ToHashSet());

        Assert.Equal(cycle, string.Join("; ", Cycles(graph)));
    }

    /// <summary>Each cycle once, from its first namespace back to it.</summary>
    private static IEnumerable<string> Cycles(Dictionary<string, HashSet<string>> uses) => uses.Keys.Order(StringComparer.Ordinal)
        .Select(start => PathBack(start, uses)).OfType<string[]>()
        .DistinctBy(path => string.Join(' ', path.Distinct().Order(StringComparer.Ordinal)))
        .Select(path => string.Join(" > ", path));

    /// <summary>The shortest way from a namespace back to itself, or null.</summary>
    private static string[]? PathBack(string start, Dictionary<string, HashSet<string>> uses)
    {
        var seen = new HashSet<string>();
        var paths = new Queue<string[]>([[start]]);
        while (paths.TryDequeue(out var path))
        {
            foreach (var next in uses.GetValueOrDefault(path[^1]) ?? [])
            {
                if (next == start) return [.. path, start];
                if (seen.Add(next)) paths.Enqueue([.. path, next]);
            }
        }

        return null;
    }

    /// <summary>What a source file declares and mentions; its comments do not count.</summary>
    private sealed partial record SourceFile(
        string Namespace, IReadOnlyList<string> Usings, IReadOnlyList<string> Declares, IReadOnlySet<string> Mentions)
    {
        public static SourceFile? Parse(string text)
        {
            if (NamespaceLine().Match(text) is not { Success: true } line) return null;
            var code = Comment().Replace(text, "");
            return new SourceFile(
                line.Groups[1].Value,
                [.. UsingLine().Matches(code).Select(match => match.Groups[1].Value)],
                [.. Declaration().Matches(code).Select(match => match.Groups[1].Value)],
                Word().Matches(code).Select(match => match.Value).ToHashSet());
        }

        /// <summary>The other namespaces of the project that it needs: by a using, or by a type of a namespace around its own.</summary>
        public IEnumerable<string> Uses(IReadOnlyList<SourceFile> project) => project
            .Where(other => other.Namespace != Namespace)
            .Where(other => Usings.Contains(other.Namespace) || (IsInside(other.Namespace) && other.Declares.Any(Mentions.Contains)))
            .Select(other => other.Namespace);

        private bool IsInside(string around) => Namespace.StartsWith(around + ".", StringComparison.Ordinal);

        [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
        private static partial Regex NamespaceLine();

        [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
        private static partial Regex Comment();

        [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
        private static partial Regex UsingLine();

        [GeneratedRegex(@"^(?:public|internal) (?:[a-z]+ )*(?:class|struct|record|interface|enum) (?:struct |class )?(\w+)",
            RegexOptions.Multiline)]
        private static partial Regex Declaration();

        [GeneratedRegex(@"\w+")]
        private static partial Regex Word();
    }
}
