using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Remote;

/// <summary>Whether documents are fetched from the web, and from where; section <c>RemoteDocuments</c>.</summary>
public sealed class RemoteDocumentOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "RemoteDocuments";

    /// <summary>
    /// Hosts that documents may be fetched from, with commas between them: <c>files.example.com</c>, <c>*.example.com</c> for all below
    /// it, <c>files.example.com:8443</c> for another port than the scheme's own. None when empty: nothing is fetched.
    /// </summary>
    [StringLength(4096)]
    public string AllowedHosts { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        HostList.Check(AllowedHosts, "RemoteDocuments__AllowedHosts");
}

/// <summary>Checks <see cref="RemoteDocumentOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class RemoteDocumentOptionsValidator : IValidateOptions<RemoteDocumentOptions>;
