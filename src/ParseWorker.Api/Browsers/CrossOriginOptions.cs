using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Browsers;

/// <summary>Whether pages of other origins may use the API from a browser; section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Cors";

    /// <summary>What stands for every origin.</summary>
    public const string Everyone = "*";

    /// <summary>
    /// Origins whose pages may use the API with a key, scheme and port included (<c>https://app.example.com</c>,
    /// <c>http://localhost:5173</c>), with commas between them; <c>*</c> for every page, none when empty.
    /// </summary>
    [StringLength(4096)]
    public string Origins { get; set; } = "";

    /// <summary>How long a browser may remember that it is allowed, before it asks again, 0 to 1 day; zero for not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan PreflightMaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The origins of <see cref="Origins"/>, as browsers send them.</summary>
    public IReadOnlyList<string> List => Origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (List.Count > 1 && List.Contains(Everyone))
            yield return new ValidationResult("Cors:Origins: '*' stands for every origin; name it alone, or leave it out.");
        foreach (var origin in List.Where(origin => origin != Everyone && !IsOrigin(origin)))
        {
            yield return new ValidationResult(
                $"Cors:Origins: '{origin}' is no origin. Write scheme, host and port as a browser does, without a slash at the end: "
                + "https://app.example.com.");
        }
    }

    /// <summary>Browsers send origins in lower case and without the scheme's own port, and are compared by the letter.</summary>
    private static bool IsOrigin(string text) =>
        text.All(char.IsAscii) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && text == uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}

/// <summary>Checks <see cref="CrossOriginOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>;
