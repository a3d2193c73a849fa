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
    /// Adds the catalogue of models, the rules of what is fetched and sent, the system's clock and the fingerprint of no engine unless
    /// there are others, what is measured in every process, and the dispatcher, which asks for a store, a queue and an
    /// <see cref="System.Diagnostics.Metrics.IMeterFactory"/> when it is first used.
    /// </summary>
    public static IServiceCollection AddParseWorkerCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(EngineFingerprint.None);
        services.AddSingleton<ParseMetrics>().AddSingleton<AdmissionMetrics>();
        return services.AddModels().AddRemoteDocuments().AddWebhookRules().AddSingleton<ParseDispatcher>();
    }
}
