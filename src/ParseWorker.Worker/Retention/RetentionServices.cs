using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Retention;

/// <summary>What removes the rest of what was deleted, and what has been kept long enough.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddHostedService<Purger>();
        return services;
    }
}
