using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines.Processes;

namespace ParseWorker.Worker.Engines.Fingerprints;

/// <summary>
/// The fingerprint of this worker's engine hosts, computed from what makes their text: the project's own programs, the packages they run
/// with, the OCR models, the programs they start, and the options that change text.
/// </summary>
internal static class HostFingerprint
{
    /// <summary>Drawn by and not configured: pages of PDFs become images with it.</summary>
    private const string Rasterizer = "/usr/bin/pdftoppm";

    /// <summary>Where Debian's packages keep what Tesseract knows of languages.</summary>
    private const string TesseractData = "/usr/share/tesseract-ocr";

    /// <summary>What those programs do most of their work with; the programs themselves seldom change.</summary>
    private static readonly string[] Libraries = ["libpoppler", "libtesseract", "liblept", "libleptonica"];

    /// <summary>Characters of the hash: enough that two never meet by chance.</summary>
    private const int Length = 20;

    /// <summary>Reads what there is; what is missing counts as missing. Takes some tenths of a second, for the models.</summary>
    public static EngineFingerprint Of(EngineOptions options)
    {
        var parts = string.Join('\n', Parts(options));
        return new("parseworker/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..Length]);
    }

    private static IEnumerable<string> Parts(EngineOptions options)
    {
        var host = HostCommandLine.PathOf(options);
        foreach (var program in FilesIn(Path.GetDirectoryName(host), "ParseWorker.*.dll", SearchOption.TopDirectoryOnly))
            yield return $"{Path.GetFileName(program)} {VersionOf(program)}";
        yield return $"packages {HashOf(Path.ChangeExtension(host, null) + ".deps.json")}";
        foreach (var model in FilesIn(HostCommandLine.OcrModelsOf(options), "*", SearchOption.TopDirectoryOnly))
            yield return $"model {Path.GetFileName(model)} {HashOf(model)}";
        yield return $"languages {options.OcrLanguages}";
        yield return $"tesseract {HashOf(options.TesseractCommand)}";
        foreach (var language in FilesIn(TesseractData, "*.traineddata", SearchOption.AllDirectories))
            yield return Described(language);
        yield return $"office {HashOf(options.OfficeCommand)} {HashOf(Path.Combine(FolderOf(options.OfficeCommand), "versionrc"))}";
        yield return $"rasterizer {HashOf(Rasterizer)}";
        foreach (var folder in FoldersOfLibraries())
            foreach (var library in Libraries.SelectMany(name => FilesIn(folder, $"{name}.so.*", SearchOption.TopDirectoryOnly)))
                yield return Described(library);
        foreach (var font in FilesIn("/usr/share/fonts", "*", SearchOption.AllDirectories)) yield return Described(font);
        yield return $"attachments {options.ParseAttachments}";
    }

    private static IEnumerable<string> FilesIn(string? folder, string pattern, SearchOption depth) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, new EnumerationOptions
        {
            RecurseSubdirectories = depth == SearchOption.AllDirectories,

            // Links to folders may lead in circles.
            AttributesToSkip = depth == SearchOption.AllDirectories ? FileAttributes.ReparsePoint : FileAttributes.None,
        }).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Where Debian keeps libraries: a folder for each kind of processor.</summary>
    private static IEnumerable<string> FoldersOfLibraries() =>
        Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Order(StringComparer.Ordinal) : [];

    /// <summary>The compiler's id of a build: another one whenever the source is.</summary>
    private static string VersionOf(string program)
    {
        using var file = new PEReader(File.OpenRead(program));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString();
    }

    /// <summary>The folder of a program, or of what a link by its name leads to.</summary>
    private static string FolderOf(string command)
    {
        var target = File.Exists(command) ? File.ResolveLinkTarget(command, returnFinalTarget: true) : null;
        return Path.GetDirectoryName(target?.FullName ?? command) ?? "/";
    }

    /// <summary>What identifies a package's file without reading it: packages keep the time at which they were built.</summary>
    private static string Described(string path)
    {
        var file = new FileInfo(path);
        return FormattableString.Invariant($"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}");
    }

    private static string HashOf(string path)
    {
        if (!File.Exists(path)) return "none";
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
