using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Intake;

/// <summary>Takes documents in.</summary>
internal static class IntakeServices
{
    /// <summary>Adds the body reader, and what decompresses bodies before it.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DocumentOptions>, DocumentOptionsValidator>();
        services.AddOptions<DocumentOptions>().BindConfiguration(DocumentOptions.Section).ValidateOnStart();
        services.AddRequestDecompression();
        services.AddSingleton<SpoolDirectory>();
        services.AddSingleton<CreateBodyReader>();
        return services;
    }
}
