namespace ParseWorker.Architecture.Tests.Docs.Packages;

/// <summary>The licences of what ships are told, and their texts are there.</summary>
public sealed class NoticeTests
{
    private const string Document = "deploy/NOTICE.md";

    [Fact]
    public void Packages_OfTheLockFiles_AreNamedWithTheirLicences()
    {
        Assert.True(Package.All.Count > 50, $"Only {Package.All.Count} packages were found in the lock files.");
        GeneratedText.IsCurrent(Document,
        [
            "| package | licence | copyright |", "|---|---|---|",
            .. Package.All.Select(package => $"| {package.Name} | {package.Licence} | {package.Holder} |").Distinct(),
        ]);
    }

    [Fact]
    public void Licences_ThatPackagesName_HaveTheirTextInTheProject()
    {
        var texts = Directory.EnumerateFiles(Path.Combine(Project.Root, "deploy", "licences")).Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();

        // Of a choice, one is enough.
        Assert.All(Package.All, package => Assert.Contains(package.Licence.Split(" OR "), texts.Contains));
    }

    // What scripts install is run, not shipped; it is named all the same.
    [Fact]
    public void Programs_ThatScriptsInstall_AreNamed()
    {
        var notice = File.ReadAllText(Path.Combine(Project.Root, Document));
        var installed = ScriptPackages.Of();

        Assert.True(installed.Count >= 10, $"Only these were found in the scripts: {string.Join(' ', installed)}.");
        Assert.All(installed, package => Assert.Contains($"`{package}", notice, StringComparison.Ordinal));
    }
}
