namespace ParseWorker.Architecture.Tests.Words;

/// <summary>Lines fit beside each other in a review: <c>max_line_length</c> of <c>.editorconfig</c>, which no analyzer holds.</summary>
public sealed class LineLengthTests
{
    private const int Most = 140;

    // Rows of a table in Markdown and banned symbols with their reasons can't be wrapped, and a migration that has run stays as it is. A
    // patch's lines are those of its file, after a sign.
    [Fact]
    public void Lines_OfSourceTestsScriptsAndDocuments_FitInTheirColumns()
    {
        var files = Prose.Files.Concat(Docs.Documents.All).Distinct().Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));
        var tooLong =
            from file in files
            from line in Project.ReadLines(file).Index()
            where line.Item.Length > Most + (file.EndsWith(".patch", StringComparison.Ordinal) ? 1 : 0)
                && !(file.EndsWith(".md", StringComparison.Ordinal) && line.Item.StartsWith('|'))
                && !file.EndsWith("BannedSymbols.txt", StringComparison.Ordinal)
            select $"{file}:{line.Index + 1} has {line.Item.Length} characters.";

        Assert.Empty(tooLong);
    }
}
