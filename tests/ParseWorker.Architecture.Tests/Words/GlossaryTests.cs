using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Words;

/// <summary>One word for each thing: those that the glossary of <c>src/README.md</c> gives up are gone.</summary>
public sealed partial class GlossaryTests
{
    private const string Glossary = "src/README.md";
    private const string Heading = "## Glossary";

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

    // Read once: the same lines are searched for each word.
    private static readonly List<Line> Lines = [.. Prose.Files.SelectMany(Read)];

    public static TheoryData<string> Words => [.. GivenUp.All.Where(word => word.Pattern is not null).Select(word => word.Word)];

    [Fact]
    public void GivenUpWords_OfTheGlossary_AreLookedForOrSayWhyNot()
    {
        var words = Project.ReadLines(Glossary).SkipWhile(line => line != Heading)
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

        Assert.Empty(Lines.Where(line => pattern.IsMatch(line.Words)).Select(line => line.ToString()));
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

        Assert.Empty(Lines.Where(line => pattern.IsMatch(line.Text)).Select(line => line.ToString()));
    }

    [Fact]
    public void GivenUpDeclarations_AnywhereInTheProject_AreGone()
    {
        var pattern = new Regex($@"\b(class|record|struct|interface|enum) ({string.Join('|', GivenUp.Declarations)})\b");

        Assert.Empty(Lines.Where(line => line.File.EndsWith(".cs", StringComparison.Ordinal) && pattern.IsMatch(line.Text))
            .Select(line => line.ToString()));
    }

    // What a word is looked for in; a kind of file that is left out would keep its words.
    [Theory]
    [InlineData("README.md")]
    [InlineData("src/README.md")]
    [InlineData("src/BannedSymbols.txt")]
    [InlineData(".ci/run")]
    [InlineData("deploy/up")]
    [InlineData("deploy/Dockerfile")]
    [InlineData("deploy/Dockerfile.dockerignore")]
    [InlineData("deploy/lib/empty-schemas.sql")]
    [InlineData("deploy/observability/grafana-dashboard.json")]
    [InlineData("deploy/compose.yaml")]
    [InlineData("deploy/env.example")]
    [InlineData("deploy/systemd/parseworker-api.service")]
    [InlineData("src/ParseWorker.Api/Dashboard/Content/parses.js")]
    [InlineData("src/ParseWorker.Api/Dashboard/Content/parses.css")]
    [InlineData("src/ParseWorker.Api/FrontPage/Content/index.html")]
    [InlineData("src/ParseWorker.Api/FrontPage/Content/icon.svg")]
    [InlineData("tests/BannedSymbols.txt")]
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
    [InlineData("that a host with a fence reads", "file fence")]
    [InlineData("null: its files are not fenced", "file fence")]
    [InlineData("where each piece of their text stands", "piece")]
    [InlineData("most letters of a word are of one width", "letters")]
    [InlineData("Its height on the page when it lies, its distance", "lying line")]
    [InlineData("its distance from the left when it stands", "standing line")]
    [InlineData("A straight line along the page's edges.", "ruled line")]
    [InlineData("A straight line on an image", "ruled line")]
    [InlineData("How thick and how long lines are", "ruled line")]
    [InlineData("Thickest line: 3 points", "ruled line")]
    [InlineData("Shortest line: a table's row is as high", "ruled line")]
    [InlineData("A grid that lines draw on the page.", "ruled line")]
    [InlineData("IReadOnlyList<double> Rows, Rulings Lines)", "ruled line")]
    [InlineData("IReadOnlyList<DrawnRule> Lines)", "ruled line")]
    [InlineData("How far a line may miss another", "ruled line")]
    [InlineData("lines that cross or touch", "ruled line")]
    public void GivenUpWord_WithinAnIdentifier_IsFound(string line, string word) =>
        Assert.Matches(GivenUp.All.Single(one => one.Word == word).Pattern!, Prose.Of(line));

    // The glossary names the words to give them up.
    private static IEnumerable<Line> Read(string file) => Project.ReadLines(file)
        .TakeWhile(line => file != Glossary || line != Heading)
        .Select((text, at) => new Line(file, at + 1, text.Trim()))
        .Where(line => !Exceptions.Any(exception => line.Text.Contains(exception, StringComparison.Ordinal)));

    // "outline (which is a glyph's contour)": the word, and an aside.
    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Aside();

    private sealed record Line(string File, int Number, string Text)
    {
        public string Words { get; } = Prose.Of(Text);

        public override string ToString() => $"{File}:{Number}: {Text}";
    }
}
