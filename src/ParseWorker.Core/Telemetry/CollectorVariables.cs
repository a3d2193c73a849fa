using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace ParseWorker.Core.Telemetry;

/// <summary>OpenTelemetry's standard variables, as every process reads them.</summary>
public static class CollectorVariables
{
    /// <summary>Whether they name a collector for a signal, and do not switch it off.</summary>
    /// <param name="configuration">Where they are.</param>
    /// <param name="signal"><c>METRICS</c> or <c>TRACES</c>.</param>
    public static bool IsSent(IConfiguration configuration, string signal) =>
        (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
            || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 })
        && configuration[$"OTEL_{signal}_EXPORTER"] != "none";

    /// <summary>What this process calls itself in front of a collector.</summary>
    /// <param name="configuration">Where the name may be.</param>
    /// <param name="usual">Its name unless they give another.</param>
    /// <param name="program">Whose version it is, without a fourth number.</param>
    public static (string Name, string? Version, string Instance) Identify(
        IConfiguration configuration, string usual, Assembly program) => (
            configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : usual,
            program.GetName().Version?.ToString(3),
            $"{Environment.MachineName}:{Environment.ProcessId}");
}
