using System.Reflection;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Architecture.Tests.Docs.Telemetry;

/// <summary>A metric of the source, with the names under which Prometheus has it.</summary>
/// <param name="Facts">What the source says.</param>
/// <param name="Source">The assembly that measures it.</param>
internal sealed record DocumentedMetric(MetricFacts Facts, string Source)
{
    private static readonly string[] Assemblies =
        ["ParseWorker.Core", "ParseWorker.Postgres", "ParseWorker.Queueing", "ParseWorker.S3", "ParseWorker.Api", "ParseWorker.Worker"];

    /// <summary>Those of every project, by name.</summary>
    public static IReadOnlyList<DocumentedMetric> All { get; } =
    [
        .. Assemblies.SelectMany(name => Assembly.Load(name).GetTypes(), (name, type) => (Name: name, Type: type))
            .SelectMany(written => written.Type
                .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => field.FieldType == typeof(MetricFacts))
                .Select(field => new DocumentedMetric((MetricFacts)field.GetValue(null)!, written.Name)))
            .OrderBy(metric => metric.Facts.Name, StringComparer.Ordinal),
    ];

    /// <summary>Prometheus's name, as the exporter makes it.</summary>
    public string PrometheusName => Facts.Name.Replace('.', '_') + Facts.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    } + (Facts.Kind == MetricKind.Counter ? "_total" : "");

    /// <summary>The names of its series.</summary>
    public IEnumerable<string> Series => Facts.Kind == MetricKind.Histogram
        ? [$"{PrometheusName}_bucket", $"{PrometheusName}_sum", $"{PrometheusName}_count"]
        : [PrometheusName];

    /// <summary>Its row in the documentation.</summary>
    public string Row
    {
        get
        {
            var unit = Facts.Unit.Trim('{', '}');
            var labels = string.Join(", ", Facts.Labels.Select(label => $"`{label}`"));
            var kind = $"{Facts.Kind}".ToLowerInvariant();
            return $"| `{Facts.Name}`<br>`{PrometheusName}` | {kind}, {unit} | {labels} | {Reader} | {Facts.Meaning} |";
        }
    }

    private string Reader => Source switch
    {
        "ParseWorker.Api" => "API",
        "ParseWorker.Worker" => "worker",
        _ => "both",
    };
}
