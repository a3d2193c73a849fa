using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Engines;

/// <summary>The catalogue of models, from the configuration.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsMustFit>();
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart();
        return services.AddSingleton(provider => new ModelCatalog(provider.GetRequiredService<IOptions<ModelsOptions>>().Value));
    }

    /// <summary>Refuses to start with a model that could not be called.</summary>
    private sealed class ModelsMustFit : IValidateOptions<ModelsOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelsOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
