using Microsoft.Extensions.Hosting.Systemd;

namespace ParseWorker.Api.Health;

/// <summary>What systemd, or whoever else asks for it, is told (sd_notify(3)): when the API listens, and when it stops.</summary>
internal static class SupervisorNotice
{
    private const string Socket = "NOTIFY_SOCKET";

    /// <summary>Tells it; nothing where nobody asked. Logs keep the form that they have everywhere.</summary>
    public static IServiceCollection AddSupervisorNotice(this IServiceCollection services) =>
        Environment.GetEnvironmentVariable(Socket) is { Length: > 0 }
            ? services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>()
            : services;
}
