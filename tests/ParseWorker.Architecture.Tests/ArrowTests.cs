using System.Reflection;

namespace ParseWorker.Architecture.Tests;

/// <summary>Who may depend on whom: the arrows between the projects, exactly.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["ParseWorker.Core"] = [],
        ["ParseWorker.Postgres"] = ["ParseWorker.Core"],
        ["ParseWorker.Queueing"] = ["ParseWorker.Core"],
        ["ParseWorker.S3"] = ["ParseWorker.Core"],
        ["ParseWorker.Documents"] = ["ParseWorker.Core"],
        ["ParseWorker.EngineHost"] = ["ParseWorker.Documents"],
        ["ParseWorker.Worker"] = ["ParseWorker.Core", "ParseWorker.Postgres", "ParseWorker.Queueing", "ParseWorker.S3"],
        ["ParseWorker.Api"] = ["ParseWorker.Core", "ParseWorker.Postgres", "ParseWorker.Queueing", "ParseWorker.S3"],
    };

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    [Fact]
    public void Projects_BelowSource_AreTheEightOfTheDesign()
    {
        Assert.Equal(Arrows.Keys.Order(), Project.All.Keys.Order());
    }

    [Theory, MemberData(nameof(Projects))]
    public void References_OfAProject_AreItsArrows(string project)
    {
        Assert.Equal(Arrows[project].Order(), Project.All[project].References);
    }

    // A reference in a project file is transitive: what the code really uses shows in the assembly.
    [Theory]
    [InlineData("ParseWorker.Core")]
    [InlineData("ParseWorker.Postgres")]
    [InlineData("ParseWorker.Queueing")]
    [InlineData("ParseWorker.S3")]
    [InlineData("ParseWorker.Documents")]
    [InlineData("ParseWorker.Worker")]
    [InlineData("ParseWorker.Api")]
    public void Assemblies_OfAProject_UseNothingBeyondItsArrows(string project)
    {
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("ParseWorker.", StringComparison.Ordinal));

        Assert.Empty(used.Except(Arrows[project]));
    }

    [Fact]
    public void Core_ForItsPackages_HasNoneThatDoesInputOrOutput()
    {
        Assert.Equal(
            ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions", "Ulid"],
            Project.All["ParseWorker.Core"].Packages);

        string[] banned = ["System.Net", "System.Data", "System.Diagnostics.Process", "System.IO.FileSystem", "Npgsql", "Dapper",
            "Hangfire"];
        var used = Assembly.Load("ParseWorker.Core").GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(used, name => banned.Any(ban => name.StartsWith(ban, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Npgsql", "ParseWorker.Postgres ParseWorker.Queueing")]
    [InlineData("Dapper", "ParseWorker.Postgres")]
    [InlineData("AWSSDK", "ParseWorker.S3")]
    [InlineData("Hangfire", "ParseWorker.Api ParseWorker.Queueing ParseWorker.Worker")]
    public void Libraries_WithAHome_AreUsedNowhereElse(string library, string homes)
    {
        var users = Arrows.Keys.Where(project => project != "ParseWorker.EngineHost").Where(project => Assembly.Load(project)
            .GetReferencedAssemblies().Any(name => name.Name!.Split('.')[0] == library));

        Assert.Empty(users.Except(homes.Split(' ')));
    }

    [Fact]
    public void Names_OfProjects_DoNotShadowHangfiresNamespace()
    {
        var folders = Directory.EnumerateDirectories(Project.Root, "ParseWorker.*", SearchOption.AllDirectories).Select(Path.GetFileName);

        Assert.DoesNotContain("ParseWorker.Hangfire", folders);
    }
}
