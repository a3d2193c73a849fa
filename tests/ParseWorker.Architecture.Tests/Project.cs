using System.Xml.Linq;

namespace ParseWorker.Architecture.Tests;

/// <summary>The source tree as it is on disk.</summary>
internal sealed record Project(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static string Root { get; } = FindRoot();

    public static string Source { get; } = Path.Combine(Root, "src");

    /// <summary>Every project of <c>src/</c>, by name.</summary>
    public static IReadOnlyDictionary<string, Project> All { get; } = Directory
        .EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(Read).ToDictionary(project => project.Name);

    /// <summary>Source files below <c>src/</c>, without what a build makes; paths from the root, in their order: a folder lists its files
    /// in another on every machine.</summary>
    public static IEnumerable<string> Files(string pattern) => FilesBelow(Source, pattern);

    /// <summary>The same below <c>tests/</c>.</summary>
    public static IEnumerable<string> TestFiles(string pattern) => FilesBelow(Path.Combine(Root, "tests"), pattern);

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> FilesBelow(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static Project Read(string file)
    {
        var xml = XDocument.Load(file);

        // One that is only built first is laid beside, not referenced.
        var references = xml.Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        var packages = xml.Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);
        return new Project(Path.GetFileNameWithoutExtension(file), [.. references.Order()], [.. packages.Order()]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ParseWorker.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run from a build below the project's folder.");
    }
}
