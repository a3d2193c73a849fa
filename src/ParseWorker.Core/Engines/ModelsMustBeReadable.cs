using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Engines;

/// <summary>
/// Refuses settings of models that can't be read. The framework leaves out an entry of a dictionary that it can't read, and a setting whose
/// name it does not know: a model would be missing, or would have another time limit, and nobody would be told.
/// </summary>
internal sealed class ModelsMustBeReadable(IConfiguration configuration) : IValidateOptions<ModelsOptions>
{
    private static readonly Dictionary<string, PropertyInfo> Known = typeof(ModelOptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    public ValidateOptionsResult Validate(string? name, ModelsOptions options) =>
        ProblemsOf(configuration.GetSection(ModelsOptions.Section)).ToList() is { Count: > 0 } problems
            ? ValidateOptionsResult.Fail(problems)
            : ValidateOptionsResult.Success;

    /// <summary>A sentence for each; none has a value, which may be a key in the wrong place.</summary>
    private static IEnumerable<string> ProblemsOf(IConfigurationSection models)
    {
        if (models.Value is { Length: > 0 })
            yield return $"{models.Path} takes no value itself: a model's settings name it first, as in Models__LARGE__Endpoint.";
        foreach (var model in models.GetChildren())
        {
            if (model.Value is { Length: > 0 })
                yield return $"{model.Path} takes no value itself: give its Endpoint and ModelId, as in Models__{model.Key}__Endpoint.";
            foreach (var setting in model.GetChildren())
                if (ProblemOf(setting) is { } problem) yield return problem;
        }
    }

    private static string? ProblemOf(IConfigurationSection setting)
    {
        if (!Known.TryGetValue(setting.Key, out var property))
            return $"{setting.Path} is no setting of a model: there are {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}.";
        if (setting.GetChildren().Any()) return $"{setting.Path} takes one value, and has settings below it.";
        return IsReadable(setting, property.PropertyType)
            ? null
            : $"{setting.Path} has a value that can't be read: it takes {FormOf(property.PropertyType)}.";
    }

    private static bool IsReadable(IConfigurationSection setting, Type type)
    {
        try
        {
            return setting.Value is null || setting.Get(type) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string FormOf(Type type) => type switch
    {
        _ when type == typeof(Uri) => "a URL such as https://api.openai.com/v1",
        _ when type == typeof(TimeSpan) => "a time such as 00:02:00",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(decimal) => "a number such as 1.5",
        _ => "a text",
    };
}
