using k8s;
using k8s.Models;

namespace ParseWorker.Architecture.Tests.Docs.Kubernetes;

/// <summary>The objects of <c>deploy/kubernetes</c>, read as Kubernetes' own types.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes";
    public const string Kustomization = "kustomization.yaml";

    /// <summary>The files with objects in them, by name.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Project.Root, Folder)).Select(file => Path.GetFileName(file)!)
            .Where(name => name != Kustomization).Order(StringComparer.Ordinal),
    ];

    /// <summary>The pods that deployments and jobs make, by the name of the object that makes them.</summary>
    public static IReadOnlyDictionary<string, V1PodTemplateSpec> Pods { get; } =
        All<V1Deployment>().Select(made => (made.Metadata.Name, made.Spec.Template))
            .Concat(All<V1Job>().Select(made => (made.Metadata.Name, made.Spec.Template)))
            .ToDictionary(made => made.Name, made => made.Template);

    /// <summary>The objects of one file. A property that Kubernetes does not know is an error, as it is to a server that is asked to be
    /// strict.</summary>
    public static IReadOnlyList<object> Read(string file) => KubernetesYaml.LoadAllFromString(Text(file), strict: true);

    /// <summary>Those of one kind, of all files.</summary>
    public static IReadOnlyList<T> All<T>() => [.. Files.SelectMany(Read).OfType<T>()];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Project.Root, Folder, file));
}
