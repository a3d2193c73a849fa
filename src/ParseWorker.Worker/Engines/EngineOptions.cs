using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Engines;

/// <summary>How engine hosts are run; configuration section <c>Engines</c>.</summary>
internal sealed class EngineOptions
{
    public const string Section = "Engines";

    /// <summary>The engine host's executable; a relative path counts from the worker's own directory.</summary>
    [Required]
    public string HostPath { get; set; } = "engine-host/ParseWorker.EngineHost";

    /// <summary>
    /// Directory of the OCR models: <c>*det*.onnx</c>, <c>*rec*.onnx</c>, <c>*cls*.onnx</c> and the dictionary <c>*.txt</c>; a relative
    /// path counts from the worker's own directory. <c>deploy/up</c> sets it. Unset: documents without a text layer are refused.
    /// </summary>
    public string? OcrModels { get; set; }

    /// <summary>
    /// Languages of images, beside English: <c>Latin</c> for any in Latin script, detected from the text; Tesseract's names of languages
    /// (<c>deu+fra</c>), taken for every image; <c>eng</c> for none. 1 to 100 characters.
    /// </summary>
    [Required]
    [RegularExpression(@"[A-Za-z_]+(\+[A-Za-z_]+)*")]
    [StringLength(100)]
    public string OcrLanguages { get; set; } = "Latin";

    /// <summary>
    /// Tesseract's command, an absolute path; when there is no such file, characters in images stay without the marks that the OCR models
    /// do not know.
    /// </summary>
    [Required]
    public string TesseractCommand { get; set; } = "/usr/bin/tesseract";

    /// <summary>Documents that one host parses before it is replaced, 1 to 100,000; 1 gives every document a process of its own.</summary>
    [Range(1, 100_000)]
    public int DocumentsPerHost { get; set; } = 200;

    /// <summary>A host that holds more than this after a document is replaced, MiB of resident memory, 16 to 65,536.</summary>
    [Range(16, 65536)]
    public int KeptMemoryMb { get; set; } = 512;

    /// <summary>
    /// Managed heap of one engine host at most, MiB, 64 to 65,536. It is killed when all of its processes together hold one and a
    /// half times that in memory.
    /// </summary>
    [Range(64, 65536)]
    public int MemoryLimitMb { get; set; } = 512;

    /// <summary>How long an engine may take to stop before its process is killed, 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long one attempt may run, 1 s to 1 day; then the parse fails with <c>timeout</c>. While the machine has no processor for its
    /// engine the time stands still, up to ten times as long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WallTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Pages of one document at most, 1 to 1,000,000; more fail it with <c>too_many_pages</c>.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 10_000;

    /// <summary>
    /// Text that one attempt may make of a document, MiB of UTF-8, 1 to 65,536; more fails it with <c>expanded_too_large</c>.
    /// </summary>
    [Range(1, 65536)]
    public int MaxTextMb { get; set; } = 256;

    /// <summary>Temporary files of one document at most, MiB, 1 to 1,048,576; more fail it with <c>temporary_space_exceeded</c>.</summary>
    [Range(1, 1_048_576)]
    public int TemporaryLimitMb { get; set; } = 1024;

    /// <summary>Whether hosts give up the network, and all files and processes but their own.</summary>
    [EnumDataType(typeof(SandboxMode))]
    public SandboxMode Sandbox { get; set; } = SandboxMode.Auto;

    /// <summary>
    /// The user that engine hosts run as when the worker runs as root; root itself is refused. <c>deploy/up</c>, as root, makes one and
    /// sets it. Unset: they run as the worker's own user.
    /// </summary>
    [StringLength(100)]
    public string? HostUser { get; set; }

    /// <summary>
    /// How often a host's memory and temporary files are checked against their limits while it has a document, 50 ms to 10 s; up to four
    /// times less often while hosts share cores.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The longest pause before a worker that claims nothing looks again whether its machine reads documents, 1 s to 1 h; the first looks
    /// come after 1 s, 2 s, 4 s and so on.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CrashPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the attachments of e-mails are parsed too, as pages after the message's own.</summary>
    public bool ParseAttachments { get; set; }

    /// <summary>
    /// LibreOffice's command, an absolute path; OpenDocument and the old Office formats are refused when there is no such file.
    /// </summary>
    [Required]
    public string OfficeCommand { get; set; } = "/usr/bin/soffice";
}

[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
