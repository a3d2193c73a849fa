using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// An operator with a name of their own, which stands in the events of what they do; section <c>Operators:&lt;name&gt;</c>.
/// </summary>
internal sealed class NamedOperatorOptions : IValidatableObject
{
    /// <summary>Characters of a password at least.</summary>
    public const int ShortestPassword = 12;

    private const string NoRole = "Role must be Operate or View.";

    /// <summary>What they sign in with, 12 characters or more.</summary>
    [RegularExpression("^.{12,}$", ErrorMessage = "Password must have 12 characters or more.")]
    public string? Password { get; set; }

    /// <summary>The hash of it, in its place, as <c>deploy/hash-password</c> or <c>ParseWorker.Api hash-password</c> prints it.</summary>
    public string? PasswordHash { get; set; }

    /// <summary><c>Operate</c>: they cancel and retry; <c>View</c>: they read, texts of documents included, and change nothing.</summary>
    [Required(ErrorMessage = NoRole)]
    [RegularExpression("(?i:operate|view)", ErrorMessage = NoRole)]
    public string Role { get; set; } = nameof(OperatorRole.Operate);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PasswordHash))
            yield return new("Password is missing; give 12 characters or more, or their PasswordHash.");
        else if (!string.IsNullOrEmpty(Password) && !string.IsNullOrEmpty(PasswordHash))
            yield return new("Password and PasswordHash are both set; leave one of them out.");
        else if (!string.IsNullOrEmpty(PasswordHash) && Operators.PasswordHash.Parse(PasswordHash) is null)
            yield return new("PasswordHash is no hash of a password; deploy/hash-password, or ParseWorker.Api hash-password, makes one.");
    }
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

/// <summary>
/// Checks <see cref="NamedOperatorsOptions"/> at start. The framework leaves out an entry that it can't read, and what stands below a
/// setting of one value: an operator would be missing, or who should only look would operate.
/// </summary>
internal sealed class NamedOperatorsMustFit(IConfiguration configuration) : IValidateOptions<NamedOperatorsOptions>
{
    private static readonly string[] Settings =
        [nameof(NamedOperatorOptions.Password), nameof(NamedOperatorOptions.PasswordHash), nameof(NamedOperatorOptions.Role)];

    public ValidateOptionsResult Validate(string? name, NamedOperatorsOptions options) =>
        options.Problems().Concat(Unreadable(configuration.GetSection(NamedOperatorsOptions.Section))).ToList() is { Count: > 0 } problems
            ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    /// <summary>A sentence for each; none has a value, which may be a password in the wrong place.</summary>
    private static IEnumerable<string> Unreadable(IConfigurationSection operators)
    {
        if (operators.Value is { Length: > 0 })
            yield return $"{operators.Path} takes no value itself: an operator's settings name them first, as in Operators__ann__Password.";
        foreach (var entry in operators.GetChildren())
        {
            if (entry.Value is not null)
                yield return $"{entry.Path} takes no value itself: give a password, as in {operators.Path}__{entry.Key}__Password.";
            foreach (var setting in entry.GetChildren())
                if (ProblemOf(setting) is { } problem) yield return problem;
        }
    }

    // A role whose setting is misspelt would be no role, and who has none operates.
    private static string? ProblemOf(IConfigurationSection setting)
    {
        if (!Settings.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            return $"{setting.Path}: there is no such setting; an operator has {string.Join(", ", Settings)}.";
        return setting.GetChildren().Any() ? $"{setting.Path} takes one value, and has settings below it." : null;
    }
}
