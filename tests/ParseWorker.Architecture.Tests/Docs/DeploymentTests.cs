using System.Text.RegularExpressions;
using ParseWorker.Architecture.Tests.Docs.Packages;
using ParseWorker.Architecture.Tests.Docs.Settings;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>Units, containers and the runbook fit the programs and the scripts.</summary>
public sealed partial class DeploymentTests
{
    // A worker that is killed while it drains costs its parses an attempt.
    [Theory]
    [InlineData("deploy/systemd/parseworker-worker@.service", @"TimeoutStopSec=(\d+)")]
    [InlineData("deploy/compose.yaml", @"stop_grace_period: (\d+)s\n    deploy: \{ replicas")]
    [InlineData("deploy/kubernetes/worker.yaml", @"terminationGracePeriodSeconds: (\d+)")]
    public void TimeToStop_OfAWorker_IsLongerThanItsDrain(string file, string pattern)
    {
        var match = Regex.Match(File.ReadAllText(Path.Combine(Project.Root, file)), pattern);
        Assert.True(match.Success, $"{file} does not say how long a worker may take to stop.");

        var needed = Default("Worker__DrainTime") + Default("Engines__Grace") + Default("Worker__WriteLimit");
        Assert.True(TimeSpan.FromSeconds(int.Parse(match.Groups[1].Value, null)) > needed,
            $"{file} kills a worker that may need {needed}.");
    }

    // What parsing needs is installed by the scripts, by hand from the runbook, and in the worker's image.
    [Theory]
    [InlineData("deploy/docs/operations.md", "postgresql npm logrotate")]
    [InlineData("deploy/Dockerfile", "")]
    public void Packages_ThatTheScriptsInstall_AreListedElsewhereToo(string file, string more)
    {
        var listed = Listed().Match(File.ReadAllText(Path.Combine(Project.Root, file))).Groups[1].Value.Split([' ', '\n']);
        var needed = ScriptPackages.Of("ocr.sh").Except(["npm"]).Concat(ScriptPackages.Of("fonts.sh"))
            .Concat(more.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.True(needed.Count >= 7, $"Only these were found in the scripts: {string.Join(' ', needed)}.");
        Assert.Empty(needed.Except(listed));
    }

    [Fact]
    public void Image_OfTheBuild_HasTheSdkThatIsAskedFor()
    {
        var wanted = Sdk().Match(File.ReadAllText(Path.Combine(Project.Root, "global.json"))).Groups[1].Value;

        Assert.Contains($"FROM mcr.microsoft.com/dotnet/sdk:{wanted} AS build", Project.ReadLines("deploy/Dockerfile"));
    }

    private static TimeSpan Default(string name)
    {
        var setting = OptionsClass.All.SelectMany(options => options.Settings).Single(setting => setting.Name == name);
        return (TimeSpan)setting.Property.GetValue(setting.Options)!;
    }

    [GeneratedRegex("\"version\": *\"([^\"]+)\"")]
    private static partial Regex Sdk();

    // A command that goes on over lines ends each with a backslash.
    [GeneratedRegex("""apt-get install --no-install-recommends ((?:[^\n]*\\\n)*[^\n]*)""")]
    private static partial Regex Listed();
}
