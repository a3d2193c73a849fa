using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Intake;

/// <summary>What documents are taken in; section <c>Documents</c>.</summary>
internal sealed class DocumentOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Documents";

    /// <summary>Bytes of one document at most, decoded; 1 KiB to 1 GiB. A larger one is answered with 413.</summary>
    [Range(1024L, 1024L * 1024 * 1024)]
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Where documents lie while their request runs; null for the system's temporary directory.</summary>
    public string? SpoolDirectory { get; set; }

    /// <summary>
    /// Bytes of a request body at most: base64 is a third longer than the document, and line breaks or <c>\/</c> escapes
    /// lengthen it again; the envelope comes on top.
    /// </summary>
    public long MaxBodyBytes => MaxBytes + (MaxBytes / 2) + CreateBodyScanner.MaxEnvelope;
}

/// <summary>Checks <see cref="DocumentOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class DocumentOptionsValidator : IValidateOptions<DocumentOptions>;
