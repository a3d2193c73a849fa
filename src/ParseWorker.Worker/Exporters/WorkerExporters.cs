using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Exporters;

/// <summary>Where what is measured goes: to the worker's own port, and by OTLP where the standard variables name a collector.</summary>
internal static class WorkerExporters
{
    private const string ServiceName = "parseworker-worker";

    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Adds what the configuration asks for; nothing without it.</summary>
    public static IServiceCollection AddExporters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ListenerOptions>, ListenerOptionsValidator>();
        services.AddOptions<ListenerOptions>().BindConfiguration(ListenerOptions.Section).ValidateOnStart();

        var listens = configuration[$"{ListenerOptions.Section}:{nameof(ListenerOptions.Listen)}"] is { Length: > 0 };
        var sends = CollectorVariables.IsSent(configuration, "METRICS");
        if (CollectorVariables.IsSent(configuration, "TRACES")) services.AddOpenTelemetry().Describe(configuration).WithTracing(Trace);
        if (!listens && !sends) return services;

        services.AddSingleton<WorkerHealth>();
        services.AddHostedService<WorkerGauges>();
        services.AddOpenTelemetry().Describe(configuration).WithMetrics(metrics =>
        {
            metrics.AddMeter(ProductMeter.Name, RuntimeMeter).SetExemplarFilter(ExemplarFilterType.TraceBased);
            if (listens) metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
            if (sends) metrics.AddOtlpExporter();
        });
        if (!listens) return services;

        services.AddSingleton<WorkerListener>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkerListener>());
        return services;
    }

    private static void Trace(TracerProviderBuilder tracing) => tracing
        .AddSource(ProductMeter.Name, PollsOutOfTraces.Statements)
        .AddProcessor(new PollsOutOfTraces())
        .AddOtlpExporter();

    private static OpenTelemetryBuilder Describe(this OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        var (name, version, instance) = CollectorVariables.Identify(configuration, ServiceName, Assembly.GetExecutingAssembly());
        return telemetry.ConfigureResource(resource =>
            resource.AddService(name, serviceVersion: version, serviceInstanceId: instance));
    }
}
