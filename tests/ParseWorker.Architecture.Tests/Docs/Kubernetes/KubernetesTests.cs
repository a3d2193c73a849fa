using System.Text.RegularExpressions;
using k8s.Models;
using ParseWorker.Architecture.Tests.Docs.Settings;
using YamlDotNet.Serialization;

namespace ParseWorker.Architecture.Tests.Docs.Kubernetes;

/// <summary>The manifests are what Kubernetes takes, fit each other, and say what the images and compose.yaml say.</summary>
public sealed partial class KubernetesTests
{
    public static TheoryData<string> Files => [.. Manifests.Files];

    [Theory, MemberData(nameof(Files))]
    public void Objects_OfAFile_AreOfKubernetesTypes(string file)
    {
        var objects = Manifests.Read(file);

        Assert.Equal(Kind().Count(Manifests.Text(file)), objects.Count);
    }

    [Fact]
    public void Kustomization_OfTheFolder_NamesEveryFileButTheExample()
    {
        var named = Assert.IsType<List<object>>(Kustomization["resources"]).Cast<string>();

        Assert.Equal(
            Manifests.Files.Where(file => !file.Contains("example", StringComparison.Ordinal)), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Images_OfEveryPod_AreThoseThatComposeBuilds()
    {
        var built = Image().Matches(Read("deploy/compose.yaml")).Select(match => match.Groups[1].Value).Distinct().ToHashSet();
        var replaced = Assert.IsType<List<object>>(Kustomization["images"]).Cast<Dictionary<object, object>>()
            .Select(image => (string)image["name"]).ToHashSet();

        Assert.Equal(2, built.Count);
        Assert.True(built.SetEquals(replaced), $"The kustomization replaces {string.Join(", ", replaced)}.");
        Assert.All(Manifests.Pods.Values.SelectMany(pod => pod.Spec.Containers), container => Assert.Contains(container.Image, built));
    }

    [Fact]
    public void Environment_OfEveryPod_IsOfConfigMapsAndSecretsThatAreThere()
    {
        var there = Manifests.All<V1ConfigMap>().Select(map => map.Metadata.Name)
            .Concat(Manifests.All<V1Secret>().Select(secret => secret.Metadata.Name)).ToHashSet();

        var named = Manifests.Pods.Values.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.EnvFrom)
            .Select(from => from.ConfigMapRef?.Name ?? from.SecretRef.Name).ToHashSet();

        Assert.True(there.SetEquals(named), $"There are {string.Join(", ", there)}; pods read {string.Join(", ", named)}.");
    }

    [Fact]
    public void Settings_OfConfigMapsAndSecrets_Exist()
    {
        var known = OptionsClass.All.SelectMany(options => options.Settings).Select(setting => setting.Name).ToHashSet();
        var set = Manifests.All<V1ConfigMap>().SelectMany(map => map.Data.Keys)
            .Concat(Manifests.All<V1Secret>().SelectMany(secret => secret.StringData.Keys)).ToList();

        Assert.NotEmpty(set);
        Assert.Empty(set.Except(known));
    }

    [Fact]
    public void Selectors_OfEveryObject_FindPods()
    {
        var selectors = Manifests.All<V1Deployment>().Select(one => one.Spec.Selector.MatchLabels)
            .Concat(Manifests.All<V1Service>().Select(one => one.Spec.Selector))
            .Concat(Manifests.All<V1PodDisruptionBudget>().Select(one => one.Spec.Selector.MatchLabels))
            .Concat(Manifests.All<V1NetworkPolicy>().Select(one => one.Spec.PodSelector.MatchLabels)).ToList();

        Assert.True(selectors.Count >= 7, $"Only {selectors.Count} selectors were found.");
        Assert.All(selectors, selector => Assert.Contains(Manifests.Pods.Values, pod => selector.All(pod.Metadata.Labels.Contains)));
    }

    [Fact]
    public void Scaling_OfTheApi_IsOfADeploymentThatSaysNoNumberItself()
    {
        var target = Assert.Single(Manifests.All<V2HorizontalPodAutoscaler>()).Spec.ScaleTargetRef;

        var scaled = Assert.Single(Manifests.All<V1Deployment>(), one => (one.Kind, one.Metadata.Name) == (target.Kind, target.Name));
        Assert.Null(scaled.Spec.Replicas);
    }

    [Fact]
    public void Ports_OfTheApi_AreThoseOfItsImage()
    {
        var exposed = Port().Match(Read("deploy/Dockerfile")).Groups[1].Value;
        var api = Manifests.Pods["parseworker-api"].Spec.Containers.Single();
        var port = Assert.Single(api.Ports);

        Assert.Equal(exposed, $"{port.ContainerPort}");
        Assert.Contains($":{exposed}\"]", Read("deploy/compose.yaml"), StringComparison.Ordinal);
        Assert.Equal(port.Name, Assert.Single(Assert.Single(Manifests.All<V1Service>()).Spec.Ports).TargetPort.Value);
        Assert.All(Probes(api), probe => Assert.Equal(port.Name, probe.HttpGet.Port.Value));
    }

    [Fact]
    public void Probes_OfTheApi_AskForPathsThatItHas()
    {
        var source = Read("src/ParseWorker.Api/Health/HealthEndpoints.cs");
        var probes = Probes(Manifests.Pods["parseworker-api"].Spec.Containers.Single()).ToList();

        Assert.Equal(3, probes.Count);
        Assert.All(probes, probe =>
        {
            Assert.StartsWith("/health/", probe.HttpGet.Path, StringComparison.Ordinal);
            Assert.Contains($"MapGet(\"{probe.HttpGet.Path["/health".Length..]}\"", source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Probes_OfTheWorker_AskForPathsOfThePortThatItListensOn()
    {
        var source = Read("src/ParseWorker.Worker/Exporters/WorkerHealth.cs");
        var worker = Manifests.Pods["parseworker-worker"].Spec.Containers.Single();
        var port = Assert.Single(worker.Ports);
        var probes = Probes(worker).ToList();

        Assert.Equal(3, probes.Count);
        Assert.All(probes, probe => Assert.Contains($"case \"{probe.HttpGet.Path}\":", source, StringComparison.Ordinal));
        Assert.All(probes, probe => Assert.Equal(port.Name, probe.HttpGet.Port.Value));
        Assert.Equal("/health/live", worker.LivenessProbe.HttpGet.Path); // one that waits for its database is not started anew
        var listen = Assert.Single(worker.Env, variable => variable.Name == "Telemetry__Listen").Value;
        Assert.EndsWith($":{port.ContainerPort}", listen, StringComparison.Ordinal);
        Assert.Contains(Manifests.All<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports),
            open => open.Port.Value == port.Name);
    }

    // The API has the time for the endpoints to forget it on top.
    [Fact]
    public void TimeToStop_OfEveryDeployment_IsThatOfCompose()
    {
        var compose = Grace().Matches(Read("deploy/compose.yaml")).Select(match => (long?)long.Parse(match.Groups[1].Value, null));
        var api = Manifests.Pods["parseworker-api"].Spec;
        var pause = long.Parse(api.Containers.Single().Lifecycle.PreStop.Exec.Command[1], null);

        var worker = Manifests.Pods["parseworker-worker"].Spec.TerminationGracePeriodSeconds;

        Assert.Equal<long?>([.. compose], [api.TerminationGracePeriodSeconds - pause, worker]);
    }

    // As compose.yaml and the units do.
    [Fact]
    public void Pods_OfEveryKind_HaveNoRightsAndWriteToTmpOnly()
    {
        Assert.All(Manifests.Pods.Values.Select(pod => pod.Spec), pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.All(pod.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Equal("/tmp", Assert.Single(container.VolumeMounts).MountPath);
            });
        });
    }

    private static Dictionary<string, object> Kustomization { get; } =
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Manifests.Text(Manifests.Kustomization));

    private static IEnumerable<V1Probe> Probes(V1Container container) =>
        new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<V1Probe>();

    private static string Read(string file) => File.ReadAllText(Path.Combine(Project.Root, file));

    [GeneratedRegex("^kind: ", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^ +image: (parseworker-\S+)$", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex(@"^EXPOSE (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"stop_grace_period: (\d+)s")]
    private static partial Regex Grace();
}
