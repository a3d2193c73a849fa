using System.Reflection;
using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests;

/// <summary>
/// Holds what is written about the way of a PDF page, and of an image, to its code: the stages in the pipeline's file, their folders,
/// and the README.
/// </summary>
public sealed partial class PipelineTests
{
    private const string Folder = "src/ParseWorker.Documents";

    /// <summary>Characters of a rule in the README: more are read by nobody.</summary>
    private const int MostOfARule = 500;

    /// <summary>Each pipeline's folder, and the README's section on it.</summary>
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["Pdf"] = "# How a PDF page becomes blocks",
        ["Ocr"] = "# How an image becomes glyphs",
    };

    private static readonly Assembly Documents = Assembly.Load("ParseWorker.Documents");

    public static TheoryData<string> Pipelines => [.. Sections.Keys];

    [Theory, MemberData(nameof(Pipelines))]
    public void Stages_OfTheReadme_AreThoseOfThePipelineInItsOrder(string pipeline) =>
        Assert.Equal(ReadPipeline(pipeline), ReadReadme(pipeline).Select(stage => stage.Name));

    // A comment calls nothing: a stage that is entered by another one is told by the code that the comment stands over.
    [Theory, MemberData(nameof(Pipelines))]
    public void Stages_OfThePipeline_AreEnteredBelowTheirComment(string pipeline)
    {
        var stages = ReadReadme(pipeline);
        var text = string.Join('\n', Project.ReadLines(FileOf(pipeline)));
        var uses = NamespaceGraph.Of("ParseWorker.Documents");

        Assert.All(stages, stage =>
        {
            var lines = text[text.IndexOf($"// Stage {stage.Name}:", StringComparison.Ordinal)..];
            lines = lines[..StageEnd(lines)];
            var code = Comment().Replace(lines, "");
            var called = stages.Where(other => Names(other, code)).Select(other => NamespaceOf(pipeline, other.Name));
            Assert.True(Names(stage, code) || IsCalledByMember(pipeline, stage, lines, code)
                || uses.UsersOf(NamespaceOf(pipeline, stage.Name)).Intersect(called).Any(),
                $"Below the comment of stage {stage.Name} nothing of it is called, and nothing that uses it:\n{code}");
        });
    }

    [Theory, MemberData(nameof(Pipelines))]
    public void Rules_OfTheReadme_AreTypesOfTheirStagesFolder(string pipeline) =>
        Assert.All(ReadReadme(pipeline), stage =>
            Assert.All(stage.Rules.Append(stage.Entry), rule => Assert.Contains(rule, TypesOf(pipeline, stage.Name))));

    [Theory, MemberData(nameof(Pipelines))]
    public void Folders_OfThePipeline_HoldAtMostFifteenFiles(string pipeline)
    {
        var counts = Project.Files("*.cs")
            .Where(file => file.StartsWith($"{Folder}/{pipeline}/", StringComparison.Ordinal))
            .CountBy(file => Path.GetDirectoryName(file)!);

        Assert.All(counts, folder => Assert.InRange(folder.Value, 1, 15));
    }

    // What a stage does is static; what is not static holds data, and need not be told.
    [Theory, MemberData(nameof(Pipelines))]
    public void StaticTypes_OfAStage_AreToldAsItsRules(string pipeline) =>
        Assert.All(ReadReadme(pipeline), stage =>
            Assert.Empty(StaticTypesOf(pipeline, stage.Name).Except(stage.Rules.Append(stage.Entry))));

    // What a stage does is static; what is not static holds what passes between the stages.
    [Theory, MemberData(nameof(Pipelines))]
    public void StaticTypes_OfAStage_AreUsedElsewhereOnlyAsItsEntry(string pipeline)
    {
        var uses = NamespaceGraph.TypeUses("ParseWorker.Documents");

        Assert.All(ReadReadme(pipeline), stage =>
        {
            var folder = NamespaceOf(pipeline, stage.Name);
            var hidden = StaticTypesOf(pipeline, stage.Name).Except([stage.Entry]).ToHashSet();
            Assert.All(uses.Where(use => !use.Key.StartsWith($"{folder}.", StringComparison.Ordinal)), use =>
                Assert.DoesNotContain(use, used => used.StartsWith($"{folder}.", StringComparison.Ordinal)
                    && hidden.Contains(used[(used.LastIndexOf('.') + 1)..])));
        });
    }

    [Theory, MemberData(nameof(Pipelines))]
    public void Rules_OfTheReadme_AreShort(string pipeline) =>
        Assert.All(ReadReadme(pipeline).SelectMany(stage => stage.Texts), text => Assert.True(text.Length <= MostOfARule,
            $"{text.Length} characters where {MostOfARule} are enough for a rule: {text}"));

    private static List<string> ReadPipeline(string pipeline) =>
        [.. Project.ReadLines(FileOf(pipeline)).Select(line => StageComment().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value)];

    private static List<Stage> ReadReadme(string pipeline)
    {
        var stages = new List<Stage>();
        List<string>? texts = null;
        var section = Project.ReadLines($"{Folder}/README.md").SkipWhile(line => line != Sections[pipeline]).Skip(1)
            .TakeWhile(line => !line.StartsWith("# ", StringComparison.Ordinal));
        foreach (var line in section)
        {
            if (line.StartsWith('#')) texts = null;
            if (StageHeading().Match(line) is { Success: true } heading)
                stages.Add(new(heading.Groups[1].Value, heading.Groups[2].Value, [], []));
            else if (RuleStart().Match(line) is { Success: true } rule)
            {
                stages[^1].Rules.Add(rule.Groups[1].Value);
                (texts = stages[^1].Texts).Add(line);
            }
            else if (texts is not null && line.Length > 0)
                texts[^1] += $"\n{line}";
        }
        return stages;
    }

    private static string FileOf(string pipeline) => $"{Folder}/{pipeline}/{pipeline}Pipeline.cs";

    private static bool Names(Stage stage, string code) =>
        Regex.IsMatch(code, $@"\b({string.Join('|', stage.Rules.Append(stage.Entry))})\b");

    /// <summary>True for a call on an object of a type that the comment names.</summary>
    private static bool IsCalledByMember(string pipeline, Stage stage, string lines, string code) => WrittenIn(pipeline, stage.Name)
        .Where(type => Regex.IsMatch(lines, $@"// Stage {stage.Name}:.*\b{type.Name}\b"))
        .SelectMany(type => type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Any(member => Regex.IsMatch(code, $@"\.{Regex.Escape(member.Name)}\b"));

    private static int StageEnd(string code)
    {
        var end = code.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? code.Length : end;
    }

    private static IEnumerable<string> TypesOf(string pipeline, string stage) => WrittenIn(pipeline, stage).Select(type => type.Name);

    private static IEnumerable<string> StaticTypesOf(string pipeline, string stage) =>
        WrittenIn(pipeline, stage).Where(type => type is { IsAbstract: true, IsSealed: true }).Select(type => type.Name);

    private static IEnumerable<Type> WrittenIn(string pipeline, string stage)
    {
        var name = NamespaceOf(pipeline, stage);
        return Documents.GetTypes().Where(type => !type.IsNested
            && (type.Namespace == name || type.Namespace?.StartsWith($"{name}.", StringComparison.Ordinal) == true));
    }

    private static string NamespaceOf(string pipeline, string stage) => $"ParseWorker.Documents.{pipeline}.{stage}";

    /// <param name="Name">The folder.</param>
    /// <param name="Entry">The type through which it is entered.</param>
    /// <param name="Rules">The types of its rules, in the README's order.</param>
    /// <param name="Texts">What the README says of each.</param>
    private sealed record Stage(string Name, string Entry, List<string> Rules, List<string> Texts);

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*// Stage (\w+):")]
    private static partial Regex StageComment();

    [GeneratedRegex(@"^## Stage (\w+): `(\w+)`$")]
    private static partial Regex StageHeading();

    [GeneratedRegex(@"^\*\*`(\w+)`\*\*")]
    private static partial Regex RuleStart();
}
