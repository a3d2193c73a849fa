using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Words;

/// <summary>Lines as words: identifiers fall apart at their capitals and underscores, all is lower case.</summary>
internal static partial class Prose
{
    /// <summary>What people write and read: source, tests, scripts, documents; paths from the root. Licences, vendored
    /// files and the corpus are others' words.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Project.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Project.Root, file).Replace('\\', '/'))
            .Where(file => Trees().IsMatch(file) && !Elsewhere().IsMatch(file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary><c>HasBlankRow</c> is <c>has blank row</c>.</summary>
    public static string Of(string line) => Seams().Replace(line, " ").ToLowerInvariant();

    [GeneratedRegex(@"^(src|tests)/.*\.(cs|sql|sh|md|csproj|props|targets|patch|js|mjs|css|html|svg)$|^(src|tests)/BannedSymbols\.txt$"
        + @"|^tests/deploy/|^\.ci/|^deploy/(.*\.(sh|sql|md|yaml|example|service|json|dockerignore)|[^.]*)$")]
    private static partial Regex Trees();

    // Of the changelog and the decisions, what is past tells of its time; this test names the words to give them up.
    [GeneratedRegex(@"(^|/)(bin|obj|TestResults)/|^deploy/(licences|ocr-models|s3-server)/|/Vendored/|LICENSE"
        + @"|^tests/corpus/.*(expected|\.html)|^deploy/(CHANGELOG|decisions|NOTICE)\.md$|^tests/ParseWorker\.Architecture\.Tests/Words/")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")]
    private static partial Regex Seams();
}
