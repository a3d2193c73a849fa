using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Remote;

namespace ParseWorker.Core.Webhooks;

/// <summary>Whether webhooks are sent, and where to; section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Hosts that webhooks may be sent to, with commas between them: <c>hooks.example.com</c>, <c>*.example.com</c> for all below it,
    /// <c>hooks.example.com:8443</c> for another port than the scheme's own. None when empty: no endpoint can be created, nothing is sent.
    /// </summary>
    [StringLength(4096)]
    public string AllowedHosts { get; set; } = "";

    /// <summary>Endpoints that an environment may have, 1 to 100.</summary>
    [Range(1, 100)]
    public int MostEndpoints { get; set; } = 20;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        HostList.Check(AllowedHosts, "Webhooks__AllowedHosts");
}

/// <summary>Checks <see cref="WebhookOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
