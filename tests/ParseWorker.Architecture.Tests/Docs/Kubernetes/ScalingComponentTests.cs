using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace ParseWorker.Architecture.Tests.Docs.Kubernetes;

/// <summary>The component that has KEDA say how many workers there are fits the manifests that it is added to.</summary>
public sealed class ScalingComponentTests
{
    private const string Folder = "keda/";

    private static readonly ScaledObject Authentication = Read("TriggerAuthentication");
    private static readonly ScaledObject Scaling = Read("ScaledObject");

    [Fact]
    public void Component_OfTheFolder_IsOneAndNamesItsFiles()
    {
        Assert.Equal(("kustomize.config.k8s.io/v1alpha1", "Component"), ((string)Component["apiVersion"], (string)Component["kind"]));
        var files = Directory.EnumerateFiles(Path.Combine(Project.Root, Manifests.Folder, Folder)).Select(file => Path.GetFileName(file)!)
            .Where(file => file != Manifests.Kustomization && !file.Contains("example", StringComparison.Ordinal));
        Assert.Equal(files, Assert.IsType<List<object>>(Component["resources"]).Cast<string>());
    }

    // What nobody has installed must not be applied.
    [Fact]
    public void Kustomization_NamesTheComponent_AsAComment() =>
        Assert.Contains("\n# components: [keda]\n", Manifests.Text(Manifests.Kustomization), StringComparison.Ordinal);

    // Applied with a number, the deployment would have that many until KEDA looks again.
    [Fact]
    public void Patch_TakesTheNumberOut_OfTheDeploymentThatIsScaled()
    {
        var patch = Assert.IsType<Dictionary<object, object>>(Assert.Single(Assert.IsType<List<object>>(Component["patches"])));
        var target = Assert.IsType<Dictionary<object, object>>(patch["target"]);
        var scaled = Scaling.Spec.ScaleTargetRef!;

        Assert.Equal((scaled.Kind, scaled.Name), ((string)target["kind"], (string)target["name"]));
        var deployment = Assert.Single(Manifests.All<V1Deployment>(), one => one.Metadata.Name == scaled.Name);
        Assert.Equal((deployment.ApiVersion, deployment.Kind), (scaled.ApiVersion, scaled.Kind));
        Assert.Equal("- op: remove\n  path: /spec/replicas", (string)patch["patch"]);
        Assert.Equal(deployment.Spec.Replicas, Scaling.Spec.MinReplicaCount);
        Assert.True(Scaling.Spec.MaxReplicaCount > Scaling.Spec.MinReplicaCount);
        Assert.Equal(Scaling.Spec.MinReplicaCount, Scaling.Spec.Fallback!.Replicas);
    }

    [Fact]
    public void Trigger_AsksTheDatabase_WithASecretThatTheExampleShows()
    {
        var trigger = Assert.Single(Scaling.Spec.Triggers);

        Assert.Equal(("postgresql", "AverageValue"), (trigger.Type, trigger.MetricType));
        Assert.Equal(["query", "targetQueryValue"], trigger.Metadata.Keys.Order(StringComparer.Ordinal));
        Assert.True(int.Parse(trigger.Metadata["targetQueryValue"], null) > Scaling.Spec.PollingInterval);
        Assert.Equal(Authentication.Metadata["name"], trigger.AuthenticationRef.Name);
        var secret = Assert.Single(Manifests.Read(Folder + "secret.example.yaml").OfType<V1Secret>());
        var read = Assert.Single(Authentication.Spec.SecretTargetRef);
        Assert.Equal(("connection", secret.Metadata.Name), (read.Parameter, read.Name));
        Assert.Contains(read.Key, secret.StringData.Keys);
    }

    // More at once would drain together, and what they hand back waits.
    [Fact]
    public void ScalingDown_TakesOneWorkerAtATime()
    {
        var text = new SerializerBuilder().Build().Serialize(Scaling.Spec.Advanced!.HorizontalPodAutoscalerConfig.Behavior);
        var behavior = KubernetesYaml.Deserialize<V2HorizontalPodAutoscalerBehavior>(text, strict: true);

        Assert.Equal(("Pods", 1), (Assert.Single(behavior.ScaleDown.Policies).Type, Assert.Single(behavior.ScaleDown.Policies).Value));
        Assert.True(Assert.Single(behavior.ScaleDown.Policies).PeriodSeconds
            > Manifests.Pods[Scaling.Spec.ScaleTargetRef!.Name].Spec.TerminationGracePeriodSeconds);
    }

    private static Dictionary<string, object> Component { get; } =
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Manifests.Text(Folder + Manifests.Kustomization));

    private static ScaledObject Read(string kind)
    {
        var found = Assert.Single(ScaledObject.Read(Manifests.Text(Folder + "workers.yaml")), one => one.Kind == kind);
        Assert.Equal("keda.sh/v1alpha1", found.ApiVersion);
        return found;
    }
}
