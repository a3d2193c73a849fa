using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Webhooks;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Webhooks;

/// <summary>How webhooks are sent, where that is allowed; section <c>WebhookDelivery</c>.</summary>
internal sealed class DeliveryOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "WebhookDelivery";

    /// <summary>
    /// Networks (10.1.0.0/16) and addresses that webhooks are sent to although they are private, loopback or otherwise not of the public
    /// internet, with commas between them; none when empty.
    /// </summary>
    [StringLength(4096)]
    public string AllowedNetworks { get; set; } = "";

    /// <summary>How long an endpoint may take to answer, 1 s to 30 s; what it answers after its status is not read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Webhooks that a worker sends at the same time, 1 to 64.</summary>
    [Range(1, 64)]
    public int Slots { get; set; } = 8;

    /// <summary>Webhooks that are sent to one endpoint at the same time, by all workers, 1 to 64; to one that fails, one.</summary>
    [Range(1, 64)]
    public int SlotsOfAnEndpoint { get; set; } = 4;

    /// <summary>
    /// Webhooks that are sent to all endpoints of one environment at the same time, by all workers, 1 to 64. Below the
    /// slots of all workers, no environment's slow endpoints hold all of them.
    /// </summary>
    [Range(1, 64)]
    public int SlotsOfAnEnvironment { get; set; } = 4;

    /// <summary>How long an endpoint may fail before it is disabled, 1 h to 30 days; three failures in a row at least.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// What may be sent at the same time. All endpoints that fail have a quarter of a worker's slots: theirs are the requests that last as
    /// long as they may, and one that recovers needs one.
    /// </summary>
    public DeliveryRoom Room => new(SlotsOfAnEndpoint, SlotsOfAnEnvironment, Math.Max(1, Slots / 4));

    /// <summary>The networks of <see cref="AllowedNetworks"/>.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public IReadOnlyList<IPNetwork> Networks => NetworkList.Parse(AllowedNetworks);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        NetworkList.Check(AllowedNetworks, "WebhookDelivery__AllowedNetworks");
}

/// <summary>Checks <see cref="DeliveryOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
