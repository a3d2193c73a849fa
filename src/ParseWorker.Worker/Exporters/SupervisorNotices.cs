using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Exporters;

/// <summary>
/// Reports to systemd: READY once the worker can claim, the reason as its status until then, and on stop how much longer it needs. The
/// framework would report READY as soon as all services have started, though no engine host may ever start; and a unit's
/// <c>TimeoutStopSec</c> does not know of a longer <c>Worker__DrainTime</c>.
/// </summary>
internal sealed partial class SupervisorNotices(
    ISystemdNotifier notifier, MachineGuard guard, IOptions<HostOptions> options, ILogger<SupervisorNotices> logger) : ISystemdNotifier
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

        Tell(state);
        if (state.ToString() == Stopping) Tell(TimeToStop());
    }

    /// <summary>Nobody waits for it, so that it says itself what it could not do.</summary>
    private async Task NotifyWhenFitAsync(ServiceState ready)
    {
        guard.Tripped += SayWhy;
        SayWhy();
        await guard.FirstFit;
        guard.Tripped -= SayWhy;
        Tell(new ServiceState("STATUS="));
        Tell(ready);
    }

    private void SayWhy()
    {
        if (guard.Fault.ToSentence() is { } why) Tell(new ServiceState($"STATUS=Not ready: {why}"));
    }

    // A socket that fails may take what follows; and the guard, which raises this in the middle of its work, has nothing to do with it.
    private void Tell(ServiceState state)
    {
        try
        {
            notifier.Notify(state);
        }
        catch (Exception exception)
        {
            NotTold(exception, state.ToString());
        }
    }

    /// <summary>systemd waits for this long, or for <c>TimeoutStopSec</c> where that is longer (sd_notify(3)).</summary>
    private ServiceState TimeToStop() => new(string.Create(
        CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={options.Value.ShutdownTimeout.TotalMicroseconds:0}"));

    [LoggerMessage(4801, LogLevel.Error,
        "systemd could not be told {State}: a unit of Type=notify that never hears READY=1 is stopped after its TimeoutStartSec")]
    private partial void NotTold(Exception exception, string state);
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
            provider.GetRequiredService<MachineGuard>(), provider.GetRequiredService<IOptions<HostOptions>>(),
            provider.GetRequiredService<ILogger<SupervisorNotices>>()));
    }
}
