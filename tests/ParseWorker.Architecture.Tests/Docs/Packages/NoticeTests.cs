using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs.Packages;

/// <summary>The licences of what ships are told, and their texts are there.</summary>
public sealed partial class NoticeTests
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

    [Fact]
    public void OcrModels_OfTheirLockFile_AreNamedWithTheirLicences()
    {
        var packages = NpmPackage.Of("ocr-models");

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Contains(Rows(), row => row.StartsWith(
            $"| `{package.Name}` | {package.Licence} |", StringComparison.Ordinal)));
    }

    // A hundred small packages that only a test runs: the notice says under what they are, not what they are called.
    [Fact]
    public void S3Server_OfItsLockFile_IsNamedWithTheLicencesOfAllThatItBrings()
    {
        var packages = NpmPackage.Of("s3-server");
        var server = Assert.Single(packages, package => package.Name == "@20minutes/s3rver");
        var licences = packages.Select(package => package.Licence).Distinct().Order(StringComparer.Ordinal);

        Assert.Contains(
            $"`{server.Name}` ({server.Licence}), which npm installs with what it is built on ({string.Join(" and ", licences)})",
            File.ReadAllText(Path.Combine(Project.Root, Document)), StringComparison.Ordinal);
    }

    [Fact]
    public void VendoredFiles_OfEveryProject_AreNamedWithALicenceWhoseTextIsThere()
    {
        var files = Project.Files("*").Where(file => file.Contains("/Vendored/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var row = Assert.Single(Rows(), row => row.Contains($"`{Path.GetFileName(file)}`", StringComparison.Ordinal));
            Assert.Contains(row.Split('|')[2].Trim().Split(" OR "), licence =>
                File.Exists(Path.Combine(Project.Root, "deploy", "licences", $"{licence}.txt")));
        });
    }

    [Fact]
    public void VendoredFiles_OfPdfjs_AreOfTheVersionThatIsNamed()
    {
        var version = PdfjsVersion().Match(File.ReadAllText(Path.Combine(Project.Root, Document))).Groups[1].Value;

        Assert.Matches(@"^\d+\.\d+\.\d+$", version);
        Assert.All(Project.Files("pdf*.mjs"), file =>
            Assert.Contains($"\"{version}\"", File.ReadAllText(Path.Combine(Project.Root, file)), StringComparison.Ordinal));
    }

    [Fact]
    public void Fonts_OfTheTests_AreNamedWithALicenceThatIsBesideThem()
    {
        var fonts = Project.TestFiles("*.ttf").Concat(Project.TestFiles("*.otf")).ToList();

        Assert.NotEmpty(fonts);
        Assert.All(fonts, font =>
        {
            var row = Assert.Single(Rows(), row => row.Contains($"`{Path.GetFileName(font)}`", StringComparison.Ordinal));
            var licence = LicenceFile().Match(row).Groups[1].Value;
            Assert.True(File.Exists(Path.Combine(Project.Root, Path.GetDirectoryName(font)!, licence)), $"{font}: {licence} is not there.");
        });
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

    private static IEnumerable<string> Rows() => Project.ReadLines(Document).Where(line => line.StartsWith('|'));

    [GeneratedRegex(@"`pdfjs-dist` (\S+) \(npm\)")]
    private static partial Regex PdfjsVersion();

    [GeneratedRegex("`(LICENSE[^`]*)`")]
    private static partial Regex LicenceFile();
}
