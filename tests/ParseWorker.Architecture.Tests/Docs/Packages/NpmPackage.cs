using System.Text.Json;

namespace ParseWorker.Architecture.Tests.Docs.Packages;

/// <summary>A package of npm that a script installs, as a <c>package-lock.json</c> says.</summary>
internal sealed record NpmPackage(string Name, string Version, string Licence)
{
    private const string Folder = "node_modules/";

    // Packages that say it in an older field or in their Readme.md alone; each was read.
    private static readonly Dictionary<string, string> Read = new()
    {
        ["busboy"] = "MIT",
        ["humanize-number"] = "MIT",
        ["only"] = "MIT",
        ["streamsearch"] = "MIT",
    };

    /// <summary>Those that are installed in <c>deploy/ocr-models</c> or <c>deploy/s3-server</c>.</summary>
    public static IReadOnlyList<NpmPackage> Of(string folder)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Project.Root, "deploy", folder, "package-lock.json")));
        return [.. locked.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0).Select(package => Of(package.Name, package.Value))];
    }

    private static NpmPackage Of(string path, JsonElement package)
    {
        var name = path[(path.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        var licence = package.TryGetProperty("license", out var stated) ? stated.GetString() : Read.GetValueOrDefault(name);
        return new(name, package.GetProperty("version").GetString()!, licence ?? throw new InvalidOperationException(
            $"The lock file does not say the licence of {name}. Read it, and enter it in {nameof(NpmPackage)}."));
    }
}
