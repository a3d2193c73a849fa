using System.Text.Json;
using System.Xml.Linq;

namespace ParseWorker.Architecture.Tests.Docs.Packages;

/// <summary>A NuGet package that a project of <c>src/</c> is built with, as the lock files and its own nuspec say.</summary>
internal sealed record Package(string Name, string Version)
{
    // Packages that carry their licence as a file; each was read. A link in a nuspec says what is meant, not what a page says today.
    // BitMiracle.LibTiff.NET has neither file nor expression: it is what its project says of itself.
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BitMiracle.LibTiff.NET"] = "BSD-3-Clause",
        ["Hangfire.AspNetCore"] = "LGPL-3.0-or-later",
        ["Hangfire.Core"] = "LGPL-3.0-or-later",
        ["Hangfire.NetCore"] = "LGPL-3.0-or-later",
        ["Hangfire.PostgreSql"] = "LGPL-3.0-or-later",
        ["Microsoft.ML.OnnxRuntime"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Managed"] = "MIT",
    };

    /// <summary>Those of every lock file, by name.</summary>
    public static IReadOnlyList<Package> All { get; } = [.. Project.Files("packages.lock.json").SelectMany(Locked).Distinct()
        .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The licence: what the nuspec's expression says, or what was read in the package.</summary>
    public string Licence => Expression ?? Read.GetValueOrDefault(Name) ?? throw new InvalidOperationException(
        $"{Name} {Version} has its licence in a file or behind a link. Read it, and enter it in {nameof(Package)}.");

    /// <summary>The nuspec's copyright line, else its authors.</summary>
    public string Holder => (Value("copyright") ?? Value("authors") ?? "").Trim();

    private string? Expression => Metadata.Elements()
        .FirstOrDefault(element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression")?.Value;

    private XElement Metadata => XDocument.Load(Path.Combine(Cache, Name.ToLowerInvariant(), Version, $"{Name.ToLowerInvariant()}.nuspec"))
        .Root!.Elements().Single(element => element.Name.LocalName == "metadata");

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string? Value(string name) => Metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static IEnumerable<Package> Locked(string file)
    {
        using var lockFile = JsonDocument.Parse(File.ReadAllText(Path.Combine(Project.Root, file)));
        return [.. lockFile.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => new Package(package.Name, package.Value.GetProperty("resolved").GetString()!))];
    }
}
