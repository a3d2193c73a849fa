using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Admin;

/// <summary>Who may manage keys and environments over HTTP, off without a key; section <c>Admin</c>.</summary>
internal sealed class AdminOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Admin";

    /// <summary>Characters of the admin key at least: 128 random bits in hexadecimal digits.</summary>
    public const int ShortestKey = 32;

    private const UnixFileMode Unsafe = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

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
    public string ReadKey() => File.ReadAllText(KeyFile).Trim();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyFile.Length > 0 && Fault() is { } fault) yield return new ValidationResult(fault, [nameof(KeyFile)]);
    }

    private string? Fault()
    {
        if (KeyHash.Length > 0) return "Admin:KeyHash and Admin:KeyFile are both set; leave one of them out.";
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(KeyFile) & Unsafe) != 0)
                return $"Admin:KeyFile names {KeyFile}, which others may read or change: chmod 640 it, or 600.";
            return ReadKey().Length >= ShortestKey ? null
                : $"Admin:KeyFile names {KeyFile}, whose key is shorter than {ShortestKey} characters; 'openssl rand -hex 32' makes one.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Admin:KeyFile names {KeyFile}, which cannot be read: {exception.Message}";
        }
    }
}

/// <summary>Checks <see cref="AdminOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class AdminOptionsValidator : IValidateOptions<AdminOptions>;
