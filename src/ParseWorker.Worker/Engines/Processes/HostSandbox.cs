using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>How engine hosts are shut in.</summary>
/// <param name="User">Whom they run as; null for the worker's own user.</param>
/// <param name="Programs">Folders of programs that they run, beside the system's own and theirs; null: no file sandbox.</param>
/// <param name="Data">Folders that they read.</param>
internal sealed record HostSandbox(Account? User, IReadOnlyList<string>? Programs, IReadOnlyList<string> Data)
{
    /// <summary>Not at all: they run as the worker does, and reach what it may.</summary>
    public static HostSandbox None { get; } = new(null, null, []);

    /// <summary>As the options say.</summary>
    public static HostSandbox For(EngineOptions options)
    {
        var user = options.HostUser is { } name && Account.Own.IsRoot ? Account.Find(name) : null;
        if (options.Sandbox == SandboxMode.Off) return None with { User = user };

        string?[] programs =
        [
            HostCommandLine.RuntimeRoot, Path.GetDirectoryName(options.TesseractCommand), Path.GetDirectoryName(options.OfficeCommand),
        ];
        return new(user, Existing(programs), Existing([HostCommandLine.OcrModelsOf(options)]));
    }

    private static IReadOnlyList<string> Existing(IEnumerable<string?> folders) =>
        [.. folders.OfType<string>().Where(Directory.Exists).Distinct()];
}
