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

    /// <summary>The entries of <see cref="AllowedHosts"/>.</summary>
    public IReadOnlyList<string> Hosts =>
        AllowedHosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var host in Hosts.Where(host => !AllowedHost.TryParse(host, out _)))
        {
            yield return new ValidationResult(
                $"RemoteDocuments__AllowedHosts: '{host}' is no host. Write files.example.com, *.example.com or files.example.com:8443.");
        }
    }
}

/// <summary>Checks <see cref="RemoteDocumentOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class RemoteDocumentOptionsValidator : IValidateOptions<RemoteDocumentOptions>;
