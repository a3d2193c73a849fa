using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Cancellation;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>How a cancel reaches the worker: each way alone.</summary>
internal static class Polling
{
    public static readonly TimeSpan FastInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Both ways, so that a test need not wait.</summary>
    public static void Fast(IServiceCollection services) =>
        services.Configure<WorkerOptions>(options => options.PollInterval = FastInterval);

    /// <summary>Notifications only: the poll would come after the test's deadline.</summary>
    public static void Never(IServiceCollection services) => services.Configure<WorkerOptions>(options =>
    {
        options.PollInterval = TimeSpan.FromSeconds(30);
        options.Lease = TimeSpan.FromSeconds(90);
    });

    /// <summary>The poll only: no notification arrives.</summary>
    public static void Only(IServiceCollection services)
    {
        Fast(services);
        services.AddSingleton<INotificationListener, SilentListener>();
    }

    public static Action<IServiceCollection> For(bool notifications) => notifications ? Never : Only;
}
