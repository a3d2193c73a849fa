using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>Who may open the dashboard; section <c>Dashboard</c>.</summary>
internal sealed class OperatorOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Dashboard";

    /// <summary>The name of the one whose password this is.</summary>
    public const string User = "operator";

    /// <summary>
    /// The password of the user <c>operator</c>, 12 characters or more; null or empty for no such user. Without any user, see section
    /// <c>Operators</c>, the dashboard is switched off.
    /// </summary>
    [RegularExpression(
        "^(|.{12,})$", ErrorMessage = "Dashboard:Password must have 12 characters or more; leave it out to switch the dashboard off.")]
    public string? Password { get; set; }
}

/// <summary>Checks <see cref="OperatorOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;
