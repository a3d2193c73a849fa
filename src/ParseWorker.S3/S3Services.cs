using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>Registers the bucket for documents, where one is configured.</summary>
public static partial class S3Services
{
    /// <summary>Adds the bucket, or what says that there is none.</summary>
    public static IServiceCollection AddParseWorkerS3(this IServiceCollection services)
    {
        services.AddOptions<S3Options>().BindConfiguration(S3Options.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<S3Options>, S3OptionsValidator>();
        services.AddSingleton<IValidateOptions<BlobOptions>, BlobsHaveTheirBucket>();
        return services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<IOptions<S3Options>>().Value.IsSet
            ? ActivatorUtilities.CreateInstance<S3ObjectStore>(provider)
            : new NoBucket());
    }

    /// <summary>Asks the bucket once, before the process starts. One that is away now may be there when it is needed.</summary>
    /// <exception cref="InvalidOperationException">The settings, the keys or the bucket have to be corrected first.</exception>
    public static async Task CheckBucketAsync(this IServiceProvider services, CancellationToken token)
    {
        var bucket = services.GetRequiredService<IObjectStore>();
        if (!bucket.IsConfigured) return;
        try
        {
            await bucket.ProbeAsync(token);
        }
        catch (ObjectStoreException exception) when (exception.IsSetup)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
        catch (ObjectStoreException exception)
        {
            Away(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(S3Services)), exception.Message);
        }
    }

    private sealed class BlobsHaveTheirBucket(IConfiguration configuration) : IValidateOptions<BlobOptions>
    {
        // What else is wrong with the bucket's settings is said with them.
        public ValidateOptionsResult Validate(string? name, BlobOptions options) =>
            options.Store != BlobPlace.S3 || configuration[$"{S3Options.Section}:{nameof(S3Options.Bucket)}"] is { Length: > 0 }
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Blobs:Store is S3, but S3:Bucket names no bucket.");
    }

    [LoggerMessage(5001, LogLevel.Warning, "{Why} It is asked again when it is needed")]
    private static partial void Away(ILogger logger, string why);
}
