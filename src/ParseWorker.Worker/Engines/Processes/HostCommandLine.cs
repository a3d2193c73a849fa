using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>How an engine host is started: with no credentials, in a directory of its own, in little memory.</summary>
internal static class HostCommandLine
{
    private const int BytesPerMb = 1024 * 1024;

    /// <summary>What one file may have above what all may have: a look should find it before the kernel ends its writer.</summary>
    private const int BetweenLooksMb = 256;

    public static ProcessStartInfo For(EngineOptions options, string directory, SandboxMode mode, HostSandbox sandbox)
    {
        var host = new ProcessStartInfo(PathOf(options))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Everything the worker was given stays with the worker: connection strings are in its environment.
        host.Environment.Clear();
        host.Environment["DOTNET_ROOT"] = RuntimeRoot;
        host.Environment["DOTNET_EnableDiagnostics"] = "0";
        host.Environment["DOTNET_gcServer"] = "0";
        host.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit(options); // .NET reads it as hexadecimal
        host.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // it would map its code from a memfd, which hosts must not have
        host.Environment["ORT_DISABLE_TELEMETRY"] = "1"; // since 1.29 ONNX Runtime tells Microsoft of models and machines unless it is set
        host.Environment["TMPDIR"] = directory;
        SettingsFor(options, directory, mode, sandbox).WriteTo(host.Environment);
        return host;
    }

    /// <summary>The executable's absolute path.</summary>
    public static string PathOf(EngineOptions options) => Path.GetFullPath(options.HostPath, AppContext.BaseDirectory);

    /// <summary>The OCR models' directory, absolute, or null.</summary>
    public static string? OcrModelsOf(EngineOptions options) =>
        string.IsNullOrEmpty(options.OcrModels) ? null : Path.GetFullPath(options.OcrModels, AppContext.BaseDirectory);

    /// <summary>Resident bytes at which a host is killed: its heap's limit and half as much again for everything else.</summary>
    public static long ResidentLimit(EngineOptions options) => options.MemoryLimitMb * (long)BytesPerMb * 3 / 2;

    private static HostSettings SettingsFor(EngineOptions options, string directory, SandboxMode mode, HostSandbox sandbox) => new()
    {
        ParentId = Environment.ProcessId,
        KeepsNetwork = mode == SandboxMode.Off,
        User = sandbox.User is { } user ? (user.Id, user.Group) : null,
        Folder = sandbox.Programs is null ? null : directory,
        LargestFile = sandbox.Programs is null ? null : (options.TemporaryLimitMb + BetweenLooksMb) * (long)BytesPerMb,
        Programs = sandbox.Programs ?? [],
        Data = sandbox.Data,
        OcrModels = OcrModelsOf(options),
        OcrLanguages = options.OcrLanguages,
        TesseractCommand = options.TesseractCommand,
        OfficeCommand = options.OfficeCommand,
        ParseAttachments = options.ParseAttachments,
    };

    private static string HeapLimit(EngineOptions options) =>
        (options.MemoryLimitMb * (long)BytesPerMb).ToString("X", CultureInfo.InvariantCulture);

    /// <summary>The installation this process runs on: shared/Microsoft.NETCore.App/version lies three levels below it.</summary>
    public static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
}
