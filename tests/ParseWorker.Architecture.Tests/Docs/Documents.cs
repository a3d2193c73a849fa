namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>The project's Markdown files; paths from the root.</summary>
internal static class Documents
{
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Project.Root, "deploy"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Project.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
        .. Project.Files("*.md").Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that say how things are now; the changelog and the decisions also tell how they were.</summary>
    public static IReadOnlyList<string> Current { get; } =
        [.. All.Where(document => document is not ("deploy/CHANGELOG.md" or "deploy/decisions.md"))];

    /// <summary>Files that set what the programs read.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "deploy/Dockerfile", "deploy/compose.yaml", "deploy/env.example",
        .. Directory.EnumerateFiles(Path.Combine(Project.Root, "deploy", "systemd"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Project.Root, "deploy", "kubernetes")))
            .Select(file => Path.GetRelativePath(Project.Root, file)),
    ];
}
