using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>The file sandbox of engine hosts: what they read beside the system's own, and where they make files.</summary>
internal static class HostSandbox
{
    public static FileSandbox For(EngineOptions options, WorkFolder work)
    {
        string?[] readable =
        [
            AppContext.BaseDirectory, HostCommandLine.RuntimeRoot, Path.GetDirectoryName(HostCommandLine.PathOf(options)),
            HostCommandLine.OcrModelsOf(options), Path.GetDirectoryName(options.TesseractCommand),
                Path.GetDirectoryName(options.OfficeCommand),
        ];
        return new FileSandbox(readable.OfType<string>(), work.Path);
    }
}
