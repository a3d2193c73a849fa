using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>How engine hosts are started.</summary>
internal static class ProcessServices
{
    public static IServiceCollection AddEngineOptions(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.AddSingleton<IValidateOptions<EngineOptions>, HostMustExist>();
        services.AddSingleton<IValidateOptions<EngineOptions>, HostUserMustExist>();
        return services;
    }

    public static IServiceCollection AddHostProcesses(this IServiceCollection services)
    {
        services.AddSingleton<LaunchThread>();
        services.AddSingleton(Starter);
        services.AddHostedService<SandboxMustHold>();
        return services;
    }

    private static HostStarter Starter(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EngineOptions>>().Value;
        return ActivatorUtilities.CreateInstance<HostStarter>(provider, options.Sandbox, HostSandbox.For(options));
    }
}
