using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs.Telemetry;

/// <summary>The metrics' documentation is made from the source, and dashboards and alerts name none that is not there.</summary>
public sealed partial class MetricTests
{
    private const string Document = "deploy/docs/telemetry.md";
    private const string Folder = "deploy/observability";

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Project.Root, Folder))
        .Select(file => $"{Folder}/{Path.GetFileName(file)}").Append(Document).Order(StringComparer.Ordinal)];

    [Fact]
    public void Metrics_AsDocumented_AreThoseOfTheSource()
    {
        Assert.True(DocumentedMetric.All.Count > 20, $"Only {DocumentedMetric.All.Count} metrics were found.");
        GeneratedText.IsCurrent(Document,
        [
            "| metric, and Prometheus's name | kind, unit | labels | measured by | what it is |", "|---|---|---|---|---|",
            .. DocumentedMetric.All.Select(metric => metric.Row),
        ]);
    }

    [Fact]
    public void Metrics_OfTheSource_HaveNamesOfTheirOwnAndSpeakOfNoOneParse()
    {
        Assert.Equal(DocumentedMetric.All.Count, DocumentedMetric.All.Select(metric => metric.Facts.Name).Distinct().Count());
        Assert.All(DocumentedMetric.All, metric =>
        {
            Assert.Matches(Name(), metric.Facts.Name);
            Assert.False(metric.Facts.Meaning.EndsWith('.'), $"{metric.Facts.Name} ends its meaning with a full stop.");
            Assert.DoesNotContain(metric.Facts.Labels, label => label.Contains("id", StringComparison.Ordinal));
        });
    }

    [Theory, MemberData(nameof(Files))]
    public void Metrics_NamedInAFile_Exist(string file)
    {
        var known = DocumentedMetric.All.SelectMany(metric => metric.Series.Append(metric.PrometheusName)).ToHashSet();
        var named = PrometheusName().Matches(File.ReadAllText(Path.Combine(Project.Root, file))).Select(match => match.Value).ToHashSet();

        Assert.True(named.Count > 5, $"{file} hardly names a metric.");
        Assert.Empty(named.Except(known));
    }

    // What nobody looks at need not be measured.
    [Fact]
    public void Metrics_OfTheSource_AreOnTheDashboard()
    {
        var dashboard = File.ReadAllText(Path.Combine(Project.Root, Folder, "grafana-dashboard.json"));

        Assert.All(DocumentedMetric.All, metric => Assert.Contains(metric.PrometheusName, dashboard, StringComparison.Ordinal));
    }

    // A label that a metric does not have selects nothing, and an alert on it never fires.
    [Theory, MemberData(nameof(Files))]
    public void Labels_ThatAFileSelectsBy_AreThoseOfTheirMetric(string file)
    {
        var selectors = Selector().Matches(File.ReadAllText(Path.Combine(Project.Root, file)));

        Assert.All(selectors, selector =>
        {
            var metric = DocumentedMetric.All.Single(metric => metric.Series.Contains(selector.Groups[1].Value));
            var labels = LabelName().Matches(selector.Groups[2].Value).Select(label => label.Groups[1].Value);
            Assert.Empty(labels.Except(metric.Facts.Labels));
        });
    }

    [GeneratedRegex(@"^parseworker(\.[a-z]+(_[a-z]+)*){2}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bparseworker_[a-z_]+")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"\b(parseworker_[a-z_]+)\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"([a-z_]+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex LabelName();
}
