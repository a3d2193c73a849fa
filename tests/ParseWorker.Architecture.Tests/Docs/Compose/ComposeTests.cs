using System.Text.RegularExpressions;
using ParseWorker.Architecture.Tests.Docs.Settings;
using YamlDotNet.Core;

namespace ParseWorker.Architecture.Tests.Docs.Compose;

/// <summary>No container engine is at hand where the tests run: what it would refuse is found here.</summary>
public sealed partial class ComposeTests
{
    private static readonly ComposeFile File = ComposeFile.Read();

    [Theory]
    [InlineData("stop_grace_periods: 90s")]
    [InlineData("read_only: maybe")]
    [InlineData("deploy: { replicas: some }")]
    public void Read_OfWhatComposeDoesNotKnow_IsRefused(string line) =>
        Assert.ThrowsAny<YamlException>(() => ComposeFile.Read($"name: a\nservices:\n  b:\n    {line}\n"));

    [Fact]
    public void Services_ThatWaitForOthers_WaitForWhatTheseBecome()
    {
        foreach (var (name, dependency) in File.Services.Values.SelectMany(service => service.DependsOn))
        {
            var other = File.Services[name];
            Assert.Equal(
                other.Healthcheck is not null ? "service_healthy" : "service_completed_successfully", dependency.Condition);
            if (other.Healthcheck is null) Assert.Equal("no", other.Restart); // else it never completes
        }

        Assert.Equal(["migrate"], File.Services["api"].DependsOn.Keys);
        Assert.Equal(["migrate"], File.Services["worker"].DependsOn.Keys);
    }

    [Fact]
    public void Images_OfPrograms_AreBuiltOfStagesThatAreThere()
    {
        var stages = Stage().Matches(Text("deploy/Dockerfile")).Select(match => match.Groups[1].Value).ToList();
        var built = File.Services.Values.Where(service => service.Build is not null).ToList();

        foreach (var build in built.Select(service => service.Build!))
        {
            Assert.Equal(("..", "deploy/Dockerfile"), (build.Context, build.Dockerfile));
            Assert.Contains(build.Target, stages);
        }

        Assert.Empty(Programs().Select(service => service.Image).Except(built.Select(service => service.Image)));
    }

    [Fact]
    public void Programs_HaveNoRightsAndWriteToTmpOnly()
    {
        Assert.Equal(3, Programs().Count());
        foreach (var program in Programs())
        {
            Assert.True(program.ReadOnly);
            Assert.Equal("/tmp", program.Tmpfs);
            Assert.Equal(["ALL"], program.CapDrop);
            Assert.Equal(["no-new-privileges:true"], program.SecurityOpt);
        }
    }

    [Fact]
    public void Settings_OfPrograms_Exist()
    {
        var known = OptionsClass.All.SelectMany(options => options.Settings).Select(setting => setting.Name).ToHashSet();

        Assert.Empty(Programs().SelectMany(program => program.Environment.Keys).Except(known));
        Assert.All(Programs(), program => Assert.Contains("ConnectionStrings__Main", program.Environment.Keys));
    }

    [Fact]
    public void Volumes_OfServices_AreDeclared() => Assert.Equal(
        File.Services.Values.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0]).Distinct(), File.Volumes.Keys);

    [Fact]
    public void Ports_OfServices_AreThisMachinesOnly() =>
        Assert.All(File.Services.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port));

    [Fact]
    public void Workers_AreTwo() => Assert.Equal(2, File.Services["worker"].Deploy!.Replicas);

    private static IEnumerable<ComposeService> Programs() => File.Services.Where(pair => pair.Key != "postgres").Select(pair => pair.Value);

    private static string Text(string path) => System.IO.File.ReadAllText(Path.Combine(Project.Root, path));

    [GeneratedRegex(@"^FROM \S+ AS (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Stage();
}
