using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs.Packages;

/// <summary>Debian's packages that the scripts of <c>deploy/lib</c> install.</summary>
internal static partial class ScriptPackages
{
    /// <summary>Those of one script, or of all; of a name with a part that is put in, what stands before it.</summary>
    public static IReadOnlyList<string> Of(string script = "*.sh") =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Project.Root, "deploy", "lib"), script).SelectMany(File.ReadLines)
            .Where(line => !line.StartsWith('#')).SelectMany(line => Install().Matches(line))
                .Select(match => match.Groups[1].Value).Distinct(),
    ];

    // install_package <what it is> <package>, require_font <a file of it> <package>
    [GeneratedRegex("""(?:install_package|require_font) (?:"[^"]*"|'[^']*'|[^\s"']+) "?([a-z][a-z0-9.+-]+)""")]
    private static partial Regex Install();
}
