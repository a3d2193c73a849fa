using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using ParseWorker.Core.Logs;

namespace ParseWorker.Worker.Hosting;

/// <summary>What systemd is told of the worker, and how it logs there.</summary>
internal static class JournalForm
{
    /// <summary>
    /// Under systemd: says when the worker has started, and logs in the form of the journal unless the configuration names another.
    /// </summary>
    public static IServiceCollection AddSystemdWithForm(this IServiceCollection services) => services.AddSystemd().KeepConfiguredForm();

    /// <summary>Has the form that the configuration names go before one that was chosen in code.</summary>
    internal static IServiceCollection KeepConfiguredForm(this IServiceCollection services)
    {
        services.AddOptions<ConsoleLoggerOptions>().PostConfigure<IConfiguration>((console, configuration) =>
        {
            if (configuration[LogDefaults.FormKey] is { Length: > 0 } form) console.FormatterName = form;
        });
        return services;
    }
}
