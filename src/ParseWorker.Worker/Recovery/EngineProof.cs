using System.Reflection;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Reads documents of the worker's own, one of text and one that is an image: an engine host that crashes on these does so because of its
/// machine.
/// </summary>
internal sealed partial class EngineProof(IEngineRunner engines, WorkFolder work, TimeProvider time, ILogger<EngineProof> logger)
{
    /// <summary>For both, also on a machine that has little time to give: they take half a second on one that has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly (string Name, string Model)[] Documents =
        [("proof.pdf", EngineProfile.TextLayerOnly), ("proof.png", EngineProfile.Default)];

    /// <summary>Reads both. What comes out of them does not matter: a refusal, too, is an engine's that lives.</summary>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="EngineNotStartedException">No host took one.</exception>
    /// <exception cref="EngineCrashedException">A host crashed, or was not done in time.</exception>
    /// <exception cref="EngineOutOfMemoryException">A host used more memory for a page of text than it may.</exception>
    /// <exception cref="EngineKilledException">A host did not end when its time was over.</exception>
    /// <exception cref="WorkFolderException">The disk did not take them.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task ReadAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        foreach (var (name, model) in Documents)
        {
            var ended = await ReadAsync(name, model, either.Token);
            stop.ThrowIfCancellationRequested();
            if (!ended) throw new EngineCrashedException($"An engine host had not read {name} after {Patience}.");
        }
    }

    /// <summary>True when an engine ended by itself.</summary>
    private async Task<bool> ReadAsync(string name, string model, CancellationToken stop)
    {
        using var folder = AttemptFolder.Create(work, logger);
        await CopyAsync(name, folder, stop);
        var request = new EngineRequest
        {
            DocumentPath = folder.DocumentPath,
            FileName = name,
            Settings = new ParseSettings { Model = model },
            FirstPage = 1,
        };
        try
        {
            EngineMessage? last = null;
            await foreach (var message in engines.RunAsync(request, starved: null, stop)) last = message;
            return last is not EngineMessage.Stopped;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (EngineOutOfMemoryException) when (model != EngineProfile.TextLayerOnly)
        {
            return true; // Engines__MemoryLimitMb may leave too little for OCR, and enough for documents with text
        }
    }

    private async Task CopyAsync(string name, AttemptFolder folder, CancellationToken stop)
    {
        await using var document = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        try
        {
            await using var file = folder.OpenDocument();
            await document.CopyToAsync(file, stop);
        }
        catch (Exception exception) when (WorkFolderException.IsOfDisk(exception))
        {
            throw new WorkFolderException(work.Path, exception);
        }
    }
}
