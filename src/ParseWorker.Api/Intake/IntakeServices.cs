using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Intake;

/// <summary>Takes documents in.</summary>
internal static class IntakeServices
{
    /// <summary>Adds the body reader; Kestrel's own limit follows the document's.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DocumentOptions>, DocumentOptionsValidator>();
        services.AddOptions<DocumentOptions>().BindConfiguration(DocumentOptions.Section).ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<DocumentOptions>>(
            (kestrel, documents) => kestrel.Limits.MaxRequestBodySize = documents.Value.MaxBodyBytes);
        services.AddSingleton<SpoolDirectory>();
        services.AddSingleton<CreateBodyReader>();
        return services;
    }
}
