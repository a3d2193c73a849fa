using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Exporters;

/// <summary>Metrics of the API; section <c>Telemetry</c>.</summary>
internal sealed class MetricsOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Telemetry";

    /// <summary>Who may read <c>/metrics</c>: it tells environments' names and how much they send.</summary>
    [EnumDataType(typeof(MetricsAccess))]
    public MetricsAccess Metrics { get; set; } = MetricsAccess.Operators;
}

/// <summary>Checks <see cref="MetricsOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class MetricsOptionsValidator : IValidateOptions<MetricsOptions>;
