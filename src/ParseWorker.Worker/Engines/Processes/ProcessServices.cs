using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ParseWorker.Worker.Files;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>How engine hosts are started.</summary>
internal static class ProcessServices
{
    public static IServiceCollection AddEngineOptions(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.AddSingleton<IValidateOptions<EngineOptions>, HostMustExist>();
        return services;
    }

    public static IServiceCollection AddHostProcesses(this IServiceCollection services)
    {
        services.AddSingleton(Launcher);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HostStarter>(
            provider, provider.GetRequiredService<IOptions<EngineOptions>>().Value.Sandbox));
        services.AddHostedService<SandboxMustHold>();
        return services;
    }

    private static LaunchThread Launcher(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EngineOptions>>().Value;
        return new LaunchThread(options.Sandbox == SandboxMode.Off ? null
            : HostSandbox.For(options, provider.GetRequiredService<WorkFolder>()));
    }
}
