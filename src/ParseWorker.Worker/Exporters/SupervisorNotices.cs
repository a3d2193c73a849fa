using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Exporters;

/// <summary>
/// Reports to systemd: READY once the worker can claim, the reason as its status until then, and on stop how much longer it needs. The
/// framework would report READY as soon as all services have started, though no engine host may ever start; and a unit's
/// <c>TimeoutStopSec</c> does not know of a longer <c>Worker__DrainTime</c>.
/// </summary>
internal sealed class SupervisorNotices(ISystemdNotifier notifier, MachineGuard guard, IOptions<HostOptions> options) : ISystemdNotifier
{
    private static readonly string Ready = ServiceState.Ready.ToString();
    private static readonly string Stopping = ServiceState.Stopping.ToString();

    /// <inheritdoc />
    public bool IsEnabled => notifier.IsEnabled;

    /// <inheritdoc />
    public void Notify(ServiceState state)
    {
        if (state.ToString() == Ready)
        {
            _ = NotifyWhenFitAsync(state);
            return;
        }

        notifier.Notify(state);
        if (state.ToString() == Stopping) notifier.Notify(TimeToStop());
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

    /// <summary>systemd waits for this long, or for <c>TimeoutStopSec</c> where that is longer (sd_notify(3)).</summary>
    private ServiceState TimeToStop() => new(string.Create(
        CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={options.Value.ShutdownTimeout.TotalMicroseconds:0}"));
}

/// <summary>Where it is registered.</summary>
internal static class SupervisorNoticeServices
{
    /// <summary>Puts <see cref="SupervisorNotices"/> before what tells systemd of this process; nothing where nobody does.</summary>
    public static IServiceCollection AddSupervisorNotices(this IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(ISystemdNotifier)) is not { } told) return services;
        services.Remove(told);
        return services.AddSingleton<ISystemdNotifier>(provider => new SupervisorNotices(
            (ISystemdNotifier)(told.ImplementationInstance ?? told.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, told.ImplementationType!)),
            provider.GetRequiredService<MachineGuard>(), provider.GetRequiredService<IOptions<HostOptions>>()));
    }
}
