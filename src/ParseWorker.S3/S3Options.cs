using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.S3;

/// <summary>The bucket for documents: of AWS S3, or of a server that speaks its protocol; configuration section <c>S3</c>.</summary>
internal sealed class S3Options : IValidatableObject
{
    public const string Section = "S3";

    /// <summary>
    /// The bucket. Without one no document goes there; it has to be named for as long as there are documents in it, wherever new ones go.
    /// </summary>
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage =
        "S3:Bucket is no name of a bucket: 3 to 63 characters of a-z, 0-9, '.' and '-'.")]
    public string? Bucket { get; set; }

    /// <summary>Where the server is, as <c>http://minio:9000</c>; AWS's own of the region unless set.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>AWS's name of the region; needed unless there is an endpoint, for which <c>us-east-1</c> is taken.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// The access key's id. Without one the AWS SDK looks where it always does: environment, profile, web identity, container, instance.
    /// </summary>
    public string? AccessKey { get; set; }

    /// <summary>The access key's secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary>A file that holds the secret, instead of <c>S3__SecretKey</c>.</summary>
    public string? SecretKeyFile { get; set; }

    /// <summary>Whether the bucket stands in the path of URLs and not in the host's name; where there is an endpoint unless set.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>What keys begin with, as <c>parseworker/</c>. Stored documents keep theirs when it changes.</summary>
    [RegularExpression("^[A-Za-z0-9!_.*'()/-]{0,512}$", ErrorMessage =
        "S3:Prefix may have at most 512 characters, of A-Z, a-z, 0-9 and !_.*'()/-.")]
    public string? Prefix { get; set; }

    /// <summary>How the server is asked to encrypt what it stores.</summary>
    [EnumDataType(typeof(BucketEncryption))]
    public BucketEncryption Encryption { get; set; }

    /// <summary>The key's id or ARN for <c>Kms</c>; the account's default key unless set.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>How long the server may be silent before a request is tried again, 1 s to 2 min; one that sends bytes has 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is a bucket.</summary>
    internal bool IsSet => !string.IsNullOrEmpty(Bucket);

    /// <summary>Where the bucket is, for messages.</summary>
    internal string Place => Endpoint?.GetLeftPart(UriPartial.Authority) ?? $"AWS {Region}";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet) yield break;
        if (Endpoint is not null && !(Endpoint.IsAbsoluteUri && Endpoint.Scheme is "http" or "https"))
            yield return new("S3:Endpoint is no address of a server: write it as https://host or http://host:port.");
        if (Endpoint is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
            yield return new("S3:Endpoint holds a user or a password: they belong in S3:AccessKey and S3:SecretKey.");
        if (Endpoint is null && string.IsNullOrEmpty(Region))
            yield return new("S3:Bucket names a bucket, but neither S3:Region nor S3:Endpoint says where it is.");
        var secrets = new[] { SecretKey, SecretKeyFile }.Count(secret => !string.IsNullOrEmpty(secret));
        if (secrets != (string.IsNullOrEmpty(AccessKey) ? 0 : 1))
            yield return new("S3:AccessKey and one of S3:SecretKey and S3:SecretKeyFile belong together: set two of them, or none.");
        if (EncryptionKey is { Length: > 0 } && Encryption != BucketEncryption.Kms)
            yield return new("S3:EncryptionKey is for S3:Encryption=Kms.");
    }
}

/// <summary>Encryption by the server.</summary>
internal enum BucketEncryption
{
    /// <summary>What the bucket does by itself.</summary>
    Default,

    /// <summary>With keys of the server's own.</summary>
    Aes256,

    /// <summary>With a key of AWS's key management.</summary>
    Kms,
}

[OptionsValidator]
internal sealed partial class S3OptionsValidator : IValidateOptions<S3Options>;
