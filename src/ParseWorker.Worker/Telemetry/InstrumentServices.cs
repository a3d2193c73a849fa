using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Telemetry;

/// <summary>What is measured where it happens. Nothing is sent or shown by it: that is <c>Exporters</c>.</summary>
internal static class InstrumentServices
{
    public static IServiceCollection AddInstruments(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<AttemptMetrics>()
        .AddSingleton<CancelMetrics>()
        .AddSingleton<EngineMetrics>()
        .AddSingleton<SweepMetrics>();
}
