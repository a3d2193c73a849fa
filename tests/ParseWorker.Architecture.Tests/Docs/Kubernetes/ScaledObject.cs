using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ParseWorker.Architecture.Tests.Docs.Kubernetes;

/// <summary>KEDA's objects, with the properties that its reference lists for <c>keda.sh/v1alpha1</c>; another one is an error.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The YAML is read into them.")]
[SuppressMessage("Usage", "CA2227", Justification = "The YAML is read into them.")]
internal sealed class ScaledObject
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public Dictionary<string, string> Metadata { get; set; } = [];
    public Description Spec { get; set; } = new();

    /// <summary>Reads the documents of a file.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">A property is none of KEDA's, or a value is of another type.</exception>
    public static IReadOnlyList<ScaledObject> Read(string text)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        return [.. text.Split("\n---\n").Select(reader.Deserialize<ScaledObject>)];
    }

    internal sealed class Description
    {
        public Target? ScaleTargetRef { get; set; }
        public int? PollingInterval { get; set; }
        public int? CooldownPeriod { get; set; }
        public int? MinReplicaCount { get; set; }
        public int? MaxReplicaCount { get; set; }
        public Fallback? Fallback { get; set; }
        public Advanced? Advanced { get; set; }
        public List<Trigger> Triggers { get; set; } = [];
        public List<SecretTarget> SecretTargetRef { get; set; } = [];
    }

    internal sealed record Target
    {
        public string ApiVersion { get; set; } = "";
        public string Kind { get; set; } = "";
        public string Name { get; set; } = "";
    }

    internal sealed class Fallback
    {
        public int FailureThreshold { get; set; }
        public int Replicas { get; set; }
        public string Behavior { get; set; } = "";
    }

    internal sealed class Advanced
    {
        public Autoscaler HorizontalPodAutoscalerConfig { get; set; } = new();
    }

    internal sealed class Autoscaler
    {
        /// <summary>Kubernetes' own; read as its type.</summary>
        public Dictionary<string, object> Behavior { get; set; } = [];
    }

    internal sealed class Trigger
    {
        public string Type { get; set; } = "";
        public string MetricType { get; set; } = "";
        public Named AuthenticationRef { get; set; } = new();
        public Dictionary<string, string> Metadata { get; set; } = [];
    }

    internal sealed class Named
    {
        public string Name { get; set; } = "";
    }

    internal sealed class SecretTarget
    {
        public string Parameter { get; set; } = "";
        public string Name { get; set; } = "";
        public string Key { get; set; } = "";
    }
}
