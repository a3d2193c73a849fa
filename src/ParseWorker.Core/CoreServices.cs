using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Remote;
using ParseWorker.Core.Telemetry;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Core;

/// <summary>What every process needs of the core.</summary>
public static class CoreServices
{
    /// <summary>
    /// Adds the catalogue of models, the rules for remote documents and webhooks, the metrics of every process, and the dispatcher; the
    /// system's clock and an empty engine fingerprint only where none are registered. The dispatcher needs a store, a queue and an
    /// <see cref="System.Diagnostics.Metrics.IMeterFactory"/> from whoever registers those.
    /// </summary>
    public static IServiceCollection AddParseWorkerCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(EngineFingerprint.None);
        services.AddSingleton<ParseMetrics>().AddSingleton<AdmissionMetrics>();
        return services.AddModels().AddRemoteDocuments().AddWebhookRules().AddSingleton<ParseDispatcher>();
    }
}
