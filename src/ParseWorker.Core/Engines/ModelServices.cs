using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Engines;

/// <summary>The catalogue of models, from the configuration.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsMustBeReadable>();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsMustFit>();
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelAliasOptions>, AliasesMustFit>();
        services.AddOptions<ModelAliasOptions>().BindConfiguration(ModelAliasOptions.Section).ValidateOnStart();
        return services.AddSingleton(provider => new ModelCatalog(
            provider.GetRequiredService<IOptions<ModelsOptions>>().Value,
                provider.GetRequiredService<IOptions<ModelAliasOptions>>().Value));
    }

    /// <summary>Refuses to start with a model that could not be called.</summary>
    private sealed class ModelsMustFit : IValidateOptions<ModelsOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelsOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    /// <summary>Refuses to start with an alias of a model that does not exist.</summary>
    private sealed class AliasesMustFit(IOptions<ModelsOptions> models) : IValidateOptions<ModelAliasOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelAliasOptions options)
        {
            try
            {
                var known = new ModelCatalog(models.Value).Profiles.Select(profile => profile.Name);
                var missing = new ModelAliases(options.Names).Models.Except(known).ToList();
                return missing.Count == 0
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail($"ModelAliases:Names: there is no model {string.Join(", ", missing)}.");
            }
            catch (OptionsValidationException)
            {
                // The models are at fault, which their own check says.
                return ValidateOptionsResult.Success;
            }
            catch (FormatException exception)
            {
                return ValidateOptionsResult.Fail($"ModelAliases:Names: {exception.Message}.");
            }
        }
    }
}
