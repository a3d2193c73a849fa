using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>
/// The part of a document between <c>&lt;!-- made --&gt;</c> and <c>&lt;!-- end --&gt;</c>: written by a test, compared by it ever after.
/// </summary>
internal static partial class GeneratedText
{
    /// <summary>Set to 1, it makes the tests write what they would otherwise compare.</summary>
    private const string Switch = "PARSEWORKER_WRITE_DOCS";

    /// <summary>
    /// Fails when the document holds something else than <paramref name="lines"/> between its marks, unless it is to be written.
    /// </summary>
    public static void IsCurrent(string document, IEnumerable<string> lines)
    {
        var path = Path.Combine(Project.Root, document);
        var text = File.ReadAllText(path);
        var current = Between().Replace(text, match => $"{match.Groups[1].Value}\n{string.Join('\n', lines)}\n{match.Groups[2].Value}", 1);
        Assert.True(Between().IsMatch(text), $"{document} has lost its marks, <!-- made … --> and <!-- end -->.");
        if (Environment.GetEnvironmentVariable(Switch) == "1") File.WriteAllText(path, current);
        else Assert.True(current == text,
            $"{document} is stale. {Switch}=1 and this test again write it. The first line that differs:\n{FirstNew(text, current)}");
    }

    private static string FirstNew(string text, string current)
    {
        var (old, made) = (text.Split('\n'), current.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(old.Length, made.Length)).FirstOrDefault(i => old[i] != made[i]);
        return $"is: {old[at]}\nto be: {made[at]}";
    }

    [GeneratedRegex(@"(<!-- made [^>]*-->)\n.*?(<!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Between();
}
