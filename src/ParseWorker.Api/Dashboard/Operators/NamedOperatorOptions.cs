using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// An operator with a name of their own, which stands in the events of what they do; section <c>Operators:&lt;name&gt;</c>.
/// </summary>
internal sealed class NamedOperatorOptions
{
    /// <summary>What they sign in with, 12 characters or more.</summary>
    [Required(ErrorMessage = "Password is missing; give 12 characters or more.")]
    [RegularExpression("^.{12,}$", ErrorMessage = "Password must have 12 characters or more.")]
    public string? Password { get; set; }

    /// <summary><c>Operate</c>: they cancel and retry; <c>View</c>: they read, texts of documents included, and change nothing.</summary>
    [RegularExpression("(?i:operate|view)", ErrorMessage = "Role must be Operate or View.")]
    public string Role { get; set; } = nameof(OperatorRole.Operate);
}

/// <summary>The operators beside <see cref="OperatorOptions.User"/>, by name; section <c>Operators</c>.</summary>
internal sealed class NamedOperatorsOptions : Dictionary<string, NamedOperatorOptions>
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Operators";

    /// <summary>What is wrong with them, a sentence each; none holds a password.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, settings) in this)
        {
            if (name.Equals(OperatorOptions.User, StringComparison.OrdinalIgnoreCase))
                yield return $"{Section}:{name}: {OperatorOptions.User} is the user of Dashboard:Password; choose another name.";
            if (name.Length > 64 || !name.All(character => char.IsAsciiLetterOrDigit(character) || "._@-".Contains(character)))
                yield return $"{Section}:{name}: a name must be 1 to 64 letters, digits and . _ @ -.";
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
            foreach (var result in results) yield return $"{Section}:{name}: {result.ErrorMessage}";
        }
    }
}

/// <summary>Checks <see cref="NamedOperatorsOptions"/> at start.</summary>
internal sealed class NamedOperatorsMustFit(IConfiguration configuration) : IValidateOptions<NamedOperatorsOptions>
{
    private static readonly string[] Settings = [nameof(NamedOperatorOptions.Password), nameof(NamedOperatorOptions.Role)];

    public ValidateOptionsResult Validate(string? name, NamedOperatorsOptions options) =>
        options.Problems().Concat(Misspelt()).ToList() is { Count: > 0 } problems
            ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    // A role whose setting is misspelt would be no role, and who has none operates.
    private IEnumerable<string> Misspelt() =>
        from entry in configuration.GetSection(NamedOperatorsOptions.Section).GetChildren()
        from setting in entry.GetChildren()
        where !Settings.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)
        select $"{setting.Path}: there is no such setting; an operator has {string.Join(" and ", Settings)}.";
}
