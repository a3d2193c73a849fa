namespace ParseWorker.Testing.Processes;

/// <summary>Where this checkout and its build outputs are.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The executable of a project, built in the same configuration as the running test.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="below">The folder it is in: <c>src</c> or <c>tests</c>.</param>
    public static string Program(string project, string below = "src")
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(Root, below, project, "bin", configuration, "net10.0", project);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built; run 'dotnet build' first.");
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "ParseWorker.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? FindRoot(parent)
        : throw new DirectoryNotFoundException("ParseWorker.sln is in none of the folders above the tests.");
}
