using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Secrets;

namespace ParseWorker.Api.Admin;

/// <summary>Who may manage keys and environments over HTTP, off without a key; section <c>Admin</c>.</summary>
internal sealed class AdminOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Admin";

    /// <summary>Characters of the admin key at least: 128 random bits in hexadecimal digits.</summary>
    public const int ShortestKey = 32;

    /// <summary>SHA-256 of the admin key, 64 hexadecimal digits (<c>printf %s KEY | sha256sum</c>); none when empty.</summary>
    [RegularExpression(
        "^(|[0-9a-fA-F]{64})$", ErrorMessage = "Admin:KeyHash must be 64 hexadecimal digits: the SHA-256 of the admin key.")]
    public string KeyHash { get; set; } = "";

    /// <summary>
    /// A file with the admin key, 32 characters or more, in place of its hash; others than its owner and its group must not read it. None
    /// when empty.
    /// </summary>
    [StringLength(4096)]
    public string KeyFile { get; set; } = "";

    /// <summary>Reads the key's file.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public string ReadKey() => SecretFile.Read(KeyFile);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyFile.Length > 0 && Fault() is { } fault) yield return new ValidationResult(fault, [nameof(KeyFile)]);
    }

    private string? Fault() => KeyHash.Length > 0
        ? "Admin:KeyHash and Admin:KeyFile are both set; leave one of them out."
        : SecretFile.Fault("Admin:KeyFile", KeyFile, key => key.Length >= ShortestKey
            ? null : $"whose key is shorter than {ShortestKey} characters; 'openssl rand -hex 32' makes one.");
}

/// <summary>Checks <see cref="AdminOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class AdminOptionsValidator : IValidateOptions<AdminOptions>;
