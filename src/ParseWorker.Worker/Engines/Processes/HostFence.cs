using ParseWorker.Worker.Engines.Sandbox;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>The file fence around engine hosts: what they read beside the system's own, and where they make files.</summary>
internal static class HostFence
{
    public static FileFence For(EngineOptions options, WorkFolder work)
    {
        string?[] readable =
        [
            AppContext.BaseDirectory, HostCommandLine.RuntimeRoot, Path.GetDirectoryName(HostCommandLine.PathOf(options)),
            HostCommandLine.OcrModelsOf(options), Path.GetDirectoryName(options.TesseractCommand),
                Path.GetDirectoryName(options.OfficeCommand),
        ];
        return new FileFence(readable.OfType<string>(), work.Path);
    }
}
