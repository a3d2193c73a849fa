using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Remote;

/// <summary>How documents are fetched from the web, where that is allowed; section <c>Fetching</c>.</summary>
internal sealed class FetchOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Fetching";

    /// <summary>
    /// Networks (10.1.0.0/16) and addresses that are fetched from although they are private, loopback or otherwise not of the public
    /// internet, with commas between them; none when empty. Anyone who can create parses can then read what those hosts serve.
    /// </summary>
    [StringLength(4096)]
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Bytes of one fetched document at most, 1 KiB to 1 GiB; more fails the parse with <c>remote_too_large</c>.</summary>
    [Range(1024L, 1024L * 1024 * 1024)]
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long one fetch may take, redirects included, 1 s to 30 min; then it fails with <c>remote_timeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Redirects that one fetch follows at most, 0 to 20.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>The networks of <see cref="AllowedNetworks"/>.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public IReadOnlyList<IPNetwork> Networks => NetworkList.Parse(AllowedNetworks);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        NetworkList.Check(AllowedNetworks, "Fetching__AllowedNetworks");
}

/// <summary>Checks <see cref="FetchOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class FetchOptionsValidator : IValidateOptions<FetchOptions>;
