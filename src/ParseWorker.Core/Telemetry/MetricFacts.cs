namespace ParseWorker.Core.Telemetry;

/// <summary>
/// A metric as code, documentation and dashboards name it. Each lies in a static field beside the instrument that it describes, where the
/// test of the documentation finds it.
/// </summary>
/// <param name="Name">OpenTelemetry's name: small letters, with dots.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Unit">UCUM: <c>s</c>, <c>By</c>, or what is counted in braces.</param>
/// <param name="Meaning">A sentence for operators, without its full stop.</param>
/// <param name="Labels">Its labels. Their values are few: environments, and names that stand in the source.</param>
public sealed record MetricFacts(string Name, MetricKind Kind, string Unit, string Meaning, params string[] Labels);
