using Microsoft.Extensions.Configuration;

namespace ParseWorker.Core.Logs;

/// <summary>
/// How both processes log, unless their configuration says otherwise: a line for each event, with its time in UTC and the scopes that say
/// what it belongs to. <c>Logging__Console__FormatterName=json</c> has each line be an object of JSON instead.
/// </summary>
public static class LogDefaults
{
    /// <summary>The form of the lines: one of <see cref="Forms"/>.</summary>
    public const string FormKey = "Logging:Console:FormatterName";

    /// <summary>The forms that the framework's console knows.</summary>
    public static readonly IReadOnlyList<string> Forms = ["simple", Json, "systemd"];

    private const string Json = "json";

    /// <summary>ISO 8601 to the millisecond; the Z says that it is UTC.</summary>
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Adds what the configuration does not say. Sources that are added later go before it.</summary>
    /// <param name="configuration">The process's.</param>
    /// <param name="form">The form unless the configuration names one: without a name the console forgets the settings of its form.</param>
    /// <exception cref="InvalidOperationException">The configuration names a form that there is not; the console would not say.</exception>
    public static void AddTo(IConfigurationManager configuration, string form = "simple")
    {
        var named = configuration[FormKey];
        if (!string.IsNullOrEmpty(named) && !Forms.Contains(named, StringComparer.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{FormKey} is '{named}'; it is {string.Join(", ", Forms)} or left out.");

        // At the end: to put a source before the others would make all of them anew, without what was set in code.
        var isJson = Json.Equals(named, StringComparison.OrdinalIgnoreCase);
        configuration.AddInMemoryCollection(Values(isJson, form).Where(value => string.IsNullOrEmpty(configuration[value.Key])).ToList());
    }

    private static Dictionary<string, string?> Values(bool isJson, string form) => new()
    {
        [FormKey] = form,
        ["Logging:LogLevel:Hangfire"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.Authentication.OpenIdConnect"] = "None", // its Debug has cookies and what a provider says
        ["Logging:LogLevel:Npgsql"] = "Warning", // it tells of every statement: a line a tick, for ever
        ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true", // an exception too is found by what its line carries
        ["Logging:Console:FormatterOptions:TimestampFormat"] = isJson ? Time : Time + "' '", // a text's level follows its time at once
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };
}
