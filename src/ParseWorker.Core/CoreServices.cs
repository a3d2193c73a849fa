using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Remote;

namespace ParseWorker.Core;

/// <summary>What every process needs of the core.</summary>
public static class CoreServices
{
    /// <summary>
    /// Adds the catalogue of models, the rules of what is fetched, and the dispatcher, which asks for a store and a queue when it is first
    /// used.
    /// </summary>
    public static IServiceCollection AddParseWorkerCore(this IServiceCollection services) =>
        services.AddModels().AddRemoteDocuments().AddSingleton<ParseDispatcher>();
}
