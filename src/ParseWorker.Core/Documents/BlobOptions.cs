using System.ComponentModel.DataAnnotations;

namespace ParseWorker.Core.Documents;

/// <summary>Where the bytes of documents go; section <c>Blobs</c>.</summary>
public sealed class BlobOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Blobs";

    /// <summary>
    /// Where new documents are stored. Those that are stored stay where they are and can be read, as long as the settings of section
    /// <c>S3</c> still name their bucket.
    /// </summary>
    [EnumDataType(typeof(BlobPlace))]
    public BlobPlace Store { get; set; } = BlobPlace.Postgres;
}

/// <summary>A place for the bytes of documents.</summary>
public enum BlobPlace
{
    /// <summary>In the database, beside everything else.</summary>
    Postgres,

    /// <summary>In the bucket that section <c>S3</c> names.</summary>
    S3,
}
