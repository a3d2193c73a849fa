using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Files;

/// <summary>How files are uploaded; section <c>Uploads</c>.</summary>
internal sealed class UploadOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Uploads";

    /// <summary>How long an announced upload takes its bytes and may be completed, 1 min to 7 days; then it is gone, with them.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>Checks <see cref="UploadOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
