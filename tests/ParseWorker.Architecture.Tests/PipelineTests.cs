using System.Reflection;
using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests;

/// <summary>
/// Holds what is written about the way of a PDF page to its code: the stages in the pipeline's file, their folders, and the README.
/// </summary>
public sealed partial class PipelineTests
{
    private const string Folder = "src/ParseWorker.Documents/Pdf";

    private static readonly Assembly Documents = Assembly.Load("ParseWorker.Documents");

    [Fact]
    public void Stages_OfTheReadme_AreThoseOfThePipelineInItsOrder() =>
        Assert.Equal(ReadPipeline(), ReadReadme().Select(stage => stage.Name));

    [Fact]
    public void Stages_OfThePipeline_NameTheirEntryTypeBeforeTheNextStage()
    {
        var pipeline = string.Join('\n', Project.ReadLines($"{Folder}/PdfPipeline.cs"));

        Assert.All(ReadReadme(), stage =>
        {
            var code = pipeline[pipeline.IndexOf($"// Stage {stage.Name}:", StringComparison.Ordinal)..];
            Assert.Matches($@"\b({string.Join('|', stage.Rules.Append(stage.Entry))})\b", code[..StageEnd(code)]);
        });
    }

    [Fact]
    public void Rules_OfTheReadme_AreTypesOfTheirStagesFolder() =>
        Assert.All(ReadReadme(), stage => Assert.All(stage.Rules.Append(stage.Entry), rule => Assert.Contains(rule, TypesOf(stage.Name))));

    [Fact]
    public void Folders_OfThePipeline_HoldAtMostFifteenFiles()
    {
        var counts = Project.Files("*.cs")
            .Where(file => file.StartsWith($"{Folder}/", StringComparison.Ordinal)).CountBy(file => Path.GetDirectoryName(file)!);

        Assert.All(counts, folder => Assert.InRange(folder.Value, 1, 15));
    }

    // What a stage does is static; what is not static holds data, and need not be told.
    [Fact]
    public void StaticTypes_OfAStage_AreToldAsItsRules() =>
        Assert.All(ReadReadme(), stage => Assert.Empty(StaticTypesOf(stage.Name).Except(stage.Rules.Append(stage.Entry))));

    private static List<string> ReadPipeline() =>
        [.. Project.ReadLines($"{Folder}/PdfPipeline.cs").Select(line => StageComment().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value)];

    private static List<Stage> ReadReadme()
    {
        var stages = new List<Stage>();
        foreach (var line in Project.ReadLines("src/ParseWorker.Documents/README.md"))
        {
            if (StageHeading().Match(line) is { Success: true } heading) stages.Add(new(heading.Groups[1].Value, heading.Groups[2].Value,
                []));
            else if (RuleStart().Match(line) is { Success: true } rule) stages[^1].Rules.Add(rule.Groups[1].Value);
        }
        return stages;
    }

    private static int StageEnd(string code)
    {
        var end = code.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? code.Length : end;
    }

    private static IEnumerable<string> TypesOf(string stage) => WrittenIn(stage).Select(type => type.Name);

    private static IEnumerable<string> StaticTypesOf(string stage) =>
        WrittenIn(stage).Where(type => type is { IsAbstract: true, IsSealed: true }).Select(type => type.Name);

    private static IEnumerable<Type> WrittenIn(string stage)
    {
        var name = $"ParseWorker.Documents.Pdf.{stage}";
        return Documents.GetTypes().Where(type => !type.IsNested
            && (type.Namespace == name || type.Namespace?.StartsWith($"{name}.", StringComparison.Ordinal) == true));
    }

    private sealed record Stage(string Name, string Entry, List<string> Rules);

    [GeneratedRegex(@"^\s*// Stage (\w+):")]
    private static partial Regex StageComment();

    [GeneratedRegex(@"^## Stage (\w+): `(\w+)`$")]
    private static partial Regex StageHeading();

    [GeneratedRegex(@"^\*\*`(\w+)`\*\*")]
    private static partial Regex RuleStart();
}
