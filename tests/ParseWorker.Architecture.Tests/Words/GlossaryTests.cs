using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Words;

/// <summary>One word for each thing: those that the glossary of <c>src/README.md</c> gives up are gone.</summary>
public sealed partial class GlossaryTests
{
    private const string Glossary = "src/README.md";

    /// <summary>
    /// Messages that users read, others' names where they must stand, and a migration that has run. A part of the line each.
    /// </summary>
    private static readonly string[] Exceptions =
    [
        "## Watch it", "Stopwatch",
        "about:blank", "it is a scan, or pictures,",
        "Drawing.Pictures.Picture;", "<Picture>", "Picture image", "NonVisualPictureProperties", "Drawing.PictureBullet",
        "a list goes on behind a parse",
    ];

    public static TheoryData<string> Words => [.. GivenUp.All.Where(word => word.Pattern is not null).Select(word => word.Word)];

    [Fact]
    public void GivenUpWords_OfTheGlossary_AreLookedForOrSayWhyNot()
    {
        var words = Project.ReadLines(Glossary).SkipWhile(line => !line.StartsWith("## Glossary", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| word |", StringComparison.Ordinal))
            .SelectMany(line => Aside().Replace(line.Split('|')[3], "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct();

        Assert.Equal(words.Order(StringComparer.Ordinal), GivenUp.All.Select(word => word.Word).Order(StringComparer.Ordinal));
        Assert.All(GivenUp.All, word => Assert.True(word.Pattern is not null || word.Because.Length > 0, word.Word));
    }

    [Theory, MemberData(nameof(Words))]
    public void GivenUpWord_AnywhereInTheProject_IsGone(string word)
    {
        var pattern = GivenUp.All.Single(one => one.Word == word).Pattern!;

        Assert.Empty(Prose.Files.SelectMany(file => Lines(file).Where(line => pattern.IsMatch(Prose.Of(line.Text)))
            .Select(line => $"{file}:{line}")));
    }

    [Theory, MemberData(nameof(Words))]
    public void GivenUpWord_InAFilesPath_IsGone(string word)
    {
        var pattern = GivenUp.All.Single(one => one.Word == word).Pattern!;

        Assert.DoesNotContain(Prose.Files, file => pattern.IsMatch(Prose.Of(file.Replace('-', ' '))));
    }

    [Fact]
    public void GivenUpTypes_AnywhereInTheProject_AreGone()
    {
        var pattern = new Regex($@"\b({string.Join('|', GivenUp.Types)})\b");

        Assert.Empty(Prose.Files.SelectMany(file => Lines(file).Where(line => pattern.IsMatch(line.Text))
            .Select(line => $"{file}:{line}")));
    }

    [Fact]
    public void GivenUpDeclarations_AnywhereInTheProject_AreGone()
    {
        var pattern = new Regex($@"\b(class|record|struct|interface|enum) ({string.Join('|', GivenUp.Declarations)})\b");

        Assert.Empty(Prose.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(file => Lines(file)
            .Where(line => pattern.IsMatch(line.Text)).Select(line => $"{file}:{line}")));
    }

    // What a word is looked for in; a kind of file that is left out would keep its words.
    [Theory]
    [InlineData("README.md")]
    [InlineData(".ci/run")]
    [InlineData("deploy/up")]
    [InlineData("deploy/Dockerfile")]
    [InlineData("deploy/compose.yaml")]
    [InlineData("deploy/env.example")]
    [InlineData("deploy/systemd/parseworker-api.service")]
    [InlineData("src/ParseWorker.Api/Dashboard/Content/parses.js")]
    [InlineData("src/ParseWorker.Api/Dashboard/Content/parses.css")]
    [InlineData("tests/ParseWorker.Benchmarks/Parsing/liteparse.mjs")]
    [InlineData("tests/mutants/poll-removed.patch")]
    [InlineData("tests/deploy/run")]
    public void Words_OfEveryKindOfFile_AreLookedFor(string file) => Assert.Contains(file, Prose.Files);

    [Theory]
    [InlineData("HasBlankRow", "blank")]
    [InlineData("_standingLines", "standing line")]
    [InlineData("// a Slip's rows", "slip")]
    [InlineData("LargerLetters_AreHeadings", "letters")]
    [InlineData("(char sign)", "sign")]
    [InlineData("TextInPieces", "piece")]
    [InlineData("RunningHeadOnBothSides", "head")]
    [InlineData("ComesBehindIt", "behind")]
    [InlineData("NothingWatched", "watch")]
    [InlineData("the row of names", "names")]
    [InlineData("HostFence", "file fence")]
    public void GivenUpWord_WithinAnIdentifier_IsFound(string line, string word) =>
        Assert.Matches(GivenUp.All.Single(one => one.Word == word).Pattern!, Prose.Of(line));

    private static IEnumerable<Line> Lines(string file) => Project.ReadLines(file).Select((text, at) => new Line(at + 1, text.Trim()))
        .Where(line => !Exceptions.Any(exception => line.Text.Contains(exception, StringComparison.Ordinal)));

    // "outline (which is a glyph's contour)": the word, and an aside.
    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Aside();

    private sealed record Line(int Number, string Text)
    {
        public override string ToString() => $"{Number}: {Text}";
    }
}
