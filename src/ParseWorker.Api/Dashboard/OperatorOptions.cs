using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Dashboard;

/// <summary>Who may open the dashboard; section <c>Dashboard</c>.</summary>
internal sealed class OperatorOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Dashboard";

    /// <summary>The one user's name.</summary>
    public const string User = "operator";

    /// <summary>The operator's password, 12 characters or more; null or empty switches the dashboard off.</summary>
    [RegularExpression(
        "^(|.{12,})$", ErrorMessage = "Dashboard:Password must have 12 characters or more; leave it out to switch the dashboard off.")]
    public string? Password { get; set; }
}

/// <summary>Checks <see cref="OperatorOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;
