using Microsoft.Extensions.Configuration;

namespace ParseWorker.Worker.Hosting;

/// <summary>Levels that any configuration overrides.</summary>
internal static class LogDefaults
{
    /// <summary>A configuration to build on. Npgsql tells of every statement at Information: a line a tick, for ever.</summary>
    public static ConfigurationManager Configuration()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Npgsql"] = "Warning",
            ["Logging:LogLevel:Hangfire"] = "Warning",
        });
        return configuration;
    }
}
