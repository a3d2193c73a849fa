using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Engines;

/// <summary>Chooses the runner for a document by its <c>model</c>.</summary>
/// <param name="hosts">Reads for the built-in profiles.</param>
/// <param name="vision">Reads for the profiles that a vision model stands behind.</param>
/// <param name="models">The profiles.</param>
internal sealed class EngineRouter(IEngineRunner hosts, IEngineRunner vision, ModelCatalog models) : IEngineRunner
{
    public IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop)
    {
        if (!models.TryFindProfile(request.Settings.Model, out var profile)) return AsyncEnumerable.Repeat<EngineMessage>(
            NotConfigured(request.Settings.Model), 1);
        return profile.VisionModel is null ? hosts.RunAsync(request, starved, stop) : vision.RunAsync(request, starved, stop);
    }

    private static EngineMessage.Refused NotConfigured(string model) => new(new ParseError(
        ParseErrorCodes.ModelNotConfigured,
        $"This worker has no model '{model}'. Give API and workers the same Models in their configuration, then create the parse again."));
}
