using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Exporters;

/// <summary>
/// Tells systemd that the worker is ready when that is fit to claim, and until then why it is not: the host says so as soon as its services
/// have started, which an engine host may never do.
/// </summary>
internal sealed class ReadyWhenFit(ISystemdNotifier notifier, MachineGuard guard) : ISystemdNotifier
{
    private static readonly string Ready = ServiceState.Ready.ToString();

    /// <inheritdoc />
    public bool IsEnabled => notifier.IsEnabled;

    /// <inheritdoc />
    public void Notify(ServiceState state)
    {
        if (state.ToString() == Ready) _ = NotifyWhenFitAsync(state);
        else notifier.Notify(state);
    }

    private async Task NotifyWhenFitAsync(ServiceState ready)
    {
        guard.Tripped += SayWhy;
        SayWhy();
        await guard.FirstFit;
        guard.Tripped -= SayWhy;
        notifier.Notify(new ServiceState("STATUS="));
        notifier.Notify(ready);
    }

    private void SayWhy()
    {
        if (guard.Fault.ToSentence() is { } why) notifier.Notify(new ServiceState($"STATUS=Not ready: {why}"));
    }
}

/// <summary>Where it is registered.</summary>
internal static class ReadyWhenFitServices
{
    /// <summary>Puts <see cref="ReadyWhenFit"/> before what tells systemd of this process; nothing where nobody does.</summary>
    public static IServiceCollection HoldReadyBack(this IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(ISystemdNotifier)) is not { } told) return services;
        services.Remove(told);
        return services.AddSingleton<ISystemdNotifier>(provider => new ReadyWhenFit(
            (ISystemdNotifier)(told.ImplementationInstance ?? told.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, told.ImplementationType!)),
            provider.GetRequiredService<MachineGuard>()));
    }
}
