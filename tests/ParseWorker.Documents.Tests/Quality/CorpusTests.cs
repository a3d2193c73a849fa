using System.Text;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>
/// Real pages, compared block by block with what was read of them before: a change of a rule shows here as the blocks that it changes.
/// <c>tests/corpus/README.md</c> tells where they are from and how one is added.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Documents => [.. CorpusFiles.Names];

    [Theory, MemberData(nameof(Documents))]
    public async Task Read_ARealPage_GivesItsBlocks(string name)
    {
        var text = string.Join("\n\n", await Parsed.TextsAsync(CorpusFiles.Content(name), name));
        var (read, expected) = (CorpusFiles.Split(text), CorpusFiles.Blocks(name));
        if (read.SequenceEqual(expected)) return;

        var copy = Path.Combine(Path.GetTempPath(), name + ".read.md");
        await File.WriteAllTextAsync(copy, text, TestContext.Current.CancellationToken);
        Assert.Fail($"{name} is read otherwise ({copy} holds all of it):\n{Difference(expected, read)}");
    }

    [Fact]
    public void Corpus_InTheRepository_HoldsTwentyDocumentsAndMore()
    {
        Assert.True(CorpusFiles.Names.Count >= 20, $"There are {CorpusFiles.Names.Count} documents in tests/corpus.");
    }

    /// <summary>The blocks that are missing and the ones that came instead, in their order.</summary>
    private static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> read)
    {
        var text = new StringBuilder();
        foreach (var block in expected.Except(read)) text.Append("- ").Append(block).Append('\n');
        foreach (var block in read.Except(expected)) text.Append("+ ").Append(block).Append('\n');
        return text.Length > 0 ? text.ToString() : "The same blocks, in another order.";
    }
}
