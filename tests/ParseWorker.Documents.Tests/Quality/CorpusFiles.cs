using ParseWorker.Testing.Processes;
using ParseWorker.Typesetting;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>The real pages of <c>tests/corpus</c>, each with the Markdown that is read of it today.</summary>
internal static class CorpusFiles
{
    private const string Expected = ".expected.md";

    private static string Folder { get; } = Path.Combine(Repository.Root, "tests/corpus");

    /// <summary>The documents' file names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file))
            .Where(name => name.EndsWith(Expected, StringComparison.Ordinal))
            .Select(name => name[..^Expected.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A document.</summary>
    public static byte[] Content(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>What was read of it when it was recorded, block by block.</summary>
    public static IReadOnlyList<string> Blocks(string name) => Split(File.ReadAllText(Path.Combine(Folder, name + Expected)));

    /// <summary>A text's blocks: what blank lines part.</summary>
    public static IReadOnlyList<string> Split(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Those that are PDFs.</summary>
    public static IEnumerable<TypesetDocument> Pdfs() => Names.Where(name => name.EndsWith(".pdf", StringComparison.Ordinal))
        .Select(name => new TypesetDocument(Path.GetFileNameWithoutExtension(name), "corpus", "pdf", Content(name), ""));
}
