using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Vision;

/// <summary>The configured models; each is connected when its first page comes.</summary>
internal sealed class VisionModels(ModelCatalog catalog, TimeProvider time, ILogger<VisionModels> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<VisionModel>> _models = new(StringComparer.Ordinal);

    /// <summary>The model behind a profile.</summary>
    public VisionModel Get(string name) =>
        _models.GetOrAdd(name, _ => new Lazy<VisionModel>(() => Connect(name), LazyThreadSafetyMode.PublicationOnly)).Value;

    public void Dispose()
    {
        foreach (var model in _models.Values.Where(model => model.IsValueCreated)) model.Value.Dispose();
    }

    private VisionModel Connect(string name) => new(name, catalog.VisionModels[name], time, logger);
}
