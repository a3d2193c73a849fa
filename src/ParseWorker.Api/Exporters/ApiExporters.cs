using System.Reflection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ParseWorker.Api.Telemetry;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Api.Exporters;

/// <summary>Where what is measured goes: to <c>/metrics</c>, and by OTLP where the standard variables name a collector.</summary>
internal static class ApiExporters
{
    private const string TracedPath = "/v1";

    private const string ServiceName = "parseworker-api";

    /// <summary>Of the framework: requests by route, connections, and the runtime.</summary>
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Adds the instruments and the exporters that the configuration asks for.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetricsAccess();
        services.AddSingleton<RequestMetrics>();
        services.AddHostedService<QueueGauges>();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, configuration));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter([ProductMeter.Name, .. FrameworkMeters]).SetExemplarFilter(ExemplarFilterType.TraceBased);
            metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
            if (CollectorVariables.IsSent(configuration, "METRICS")) metrics.AddOtlpExporter();
        });
        if (CollectorVariables.IsSent(configuration, "TRACES")) telemetry.WithTracing(Trace);
        return services;
    }

    // Not what probes, collectors and open dashboards ask for again and again, nor links, whose paths are secrets.
    private static void Trace(TracerProviderBuilder tracing) => tracing
        .AddSource(ReadingsOutOfTraces.Statements)
        .AddProcessor(new ReadingsOutOfTraces())
        .AddAspNetCoreInstrumentation(requests => requests.Filter = context => context.Request.Path.StartsWithSegments(TracedPath))
        .AddOtlpExporter();

    private static void Describe(ResourceBuilder resource, IConfiguration configuration)
    {
        var (name, version, instance) = CollectorVariables.Identify(configuration, ServiceName, Assembly.GetExecutingAssembly());
        resource.AddService(name, serviceVersion: version, serviceInstanceId: instance);
    }
}
