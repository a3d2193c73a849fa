using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ParseWorker.Architecture.Tests.Docs.Compose;

/// <summary>
/// <c>deploy/compose.yaml</c>, with the properties of the Compose Specification that it uses: another one, or a value of another type, is
/// an error, as it is to Docker.
/// </summary>
internal sealed class ComposeFile
{
    private const string Path = "deploy/compose.yaml";

    public required string Name { get; init; }

    public required Dictionary<string, ComposeService> Services { get; init; }

    public required Dictionary<string, object?> Volumes { get; init; }

    /// <summary>What services have in common; Compose reads no property that begins like this one.</summary>
    [YamlMember(Alias = "x-program", ApplyNamingConventions = false)]
    public required ComposeService Program { get; init; }

    /// <exception cref="YamlException">See the class.</exception>
    public static ComposeFile Read() => Read(File.ReadAllText(System.IO.Path.Combine(Project.Root, Path)));

    /// <param name="text">In the place of the file's.</param>
    public static ComposeFile Read(string text) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
        .Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(text))));
}

/// <summary>A container, or several alike.</summary>
internal sealed class ComposeService
{
    public string? Image { get; init; }

    public ComposeBuild? Build { get; init; }

    public string? Command { get; init; }

    public bool ReadOnly { get; init; }

    public string? Tmpfs { get; init; }

    public List<string> CapDrop { get; init; } = [];

    public List<string> SecurityOpt { get; init; } = [];

    public string? Restart { get; init; }

    public Dictionary<string, string> Environment { get; init; } = [];

    public List<string> Ports { get; init; } = [];

    public List<string> Volumes { get; init; } = [];

    public string? StopGracePeriod { get; init; }

    public ComposeHealthcheck? Healthcheck { get; init; }

    public ComposeDeploy? Deploy { get; init; }

    public Dictionary<string, ComposeDependency> DependsOn { get; init; } = [];
}

internal sealed class ComposeBuild
{
    public required string Context { get; init; }

    public required string Dockerfile { get; init; }

    public required string Target { get; init; }
}

internal sealed class ComposeHealthcheck
{
    public required string Test { get; init; }

    public required string Interval { get; init; }

    public required int Retries { get; init; }
}

internal sealed class ComposeDeploy
{
    public required int Replicas { get; init; }
}

internal sealed class ComposeDependency
{
    public required string Condition { get; init; }
}
