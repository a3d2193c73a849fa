using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Exporters;

/// <summary>Metrics and health of a worker; section <c>Telemetry</c>.</summary>
internal sealed class ListenerOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Telemetry";

    private const string Fault = "Telemetry:Listen must be a port such as 9464, for this machine alone, or an address and a port such as "
        + "0.0.0.0:9464 or [::]:9464; leave it out to listen nowhere.";

    /// <summary>
    /// Where <c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c> are: a port of this machine alone (<c>9464</c>), or an address
    /// and a port (<c>0.0.0.0:9464</c>), for whoever reaches it. Nowhere unless set.
    /// </summary>
    [RegularExpression(@"^(|([0-9.]+:|\[[0-9A-Fa-f:.]+\]:)?[0-9]{1,5})$", ErrorMessage = Fault)]
    public string Listen { get; set; } = "";

    /// <summary>The address and the port; null when there is none.</summary>
    internal IPEndPoint? Endpoint =>
        IPEndPoint.TryParse(Listen.Contains(':', StringComparison.Ordinal) ? Listen : $"{IPAddress.Loopback}:{Listen}", out var endpoint)
        && Listen.Length > 0 ? endpoint : null;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Listen.Length > 0 && Endpoint is null) yield return new ValidationResult(Fault, [nameof(Listen)]);
    }
}

[OptionsValidator]
internal sealed partial class ListenerOptionsValidator : IValidateOptions<ListenerOptions>;
