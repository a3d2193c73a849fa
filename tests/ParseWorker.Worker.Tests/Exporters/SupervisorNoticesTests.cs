using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Exporters;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Exporters;

/// <summary>systemd counts a worker as started when that may claim, not when its process runs.</summary>
public sealed class SupervisorNoticesTests : IDisposable
{
    private const int NotTold = 4801;

    private readonly RecordedLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Told _told = new();
    private readonly MachineGuard _guard;
    private readonly ISystemdNotifier _notifier;

    public SupervisorNoticesTests()
    {
        _guard = new MachineGuard(Options.Create(new EngineOptions()), _time, _log.For<MachineGuard>());
        _guard.AwaitFirstLook();
        _notifier = new ServiceCollection().AddSingleton(_guard).AddSingleton<ISystemdNotifier>(_told).AddSupervisorNotices()
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(10))
            .AddLogging().Replace(ServiceDescriptor.Singleton<ILoggerFactory>(_log))
            .BuildServiceProvider().GetRequiredService<ISystemdNotifier>();
    }

    [Fact]
    public async Task Notify_Ready_WaitsForTheFirstHost()
    {
        _notifier.Notify(ServiceState.Ready);
        Assert.Equal([$"STATUS=Not ready: {MachineFault.NoHostYet.ToSentence()}"], _told.States);

        _guard.Looked(MachineFault.None);

        await Eventually.IsTrueAsync(() => _told.States.Contains("READY=1"));
        Assert.Equal(["STATUS=", "READY=1"], _told.States.TakeLast(2));
    }

    [Fact]
    public async Task Notify_ReadyAndHostsDoNotStart_SaysWhyUntilOneDoes()
    {
        _notifier.Notify(ServiceState.Ready);
        _guard.Looked(MachineFault.HostsDoNotStart);
        Assert.Equal($"STATUS=Not ready: {MachineFault.HostsDoNotStart.ToSentence()}", _told.States[^1]);

        _time.Advance(TimeSpan.FromSeconds(1));
        _guard.Looked(MachineFault.None);
        await Eventually.IsTrueAsync(() => _told.States.Contains("READY=1"));

        // From then on it is the worker's own affair: /health/ready and its log say it.
        var count = _told.States.Count;
        _guard.Looked(MachineFault.NoRoomOnDisk);
        Assert.Equal(count, _told.States.Count);
    }

    // Else it would be killed after the unit's time, in the middle of a longer drain.
    [Fact]
    public void Notify_Stopping_SaysHowLongThatMayTake()
    {
        _notifier.Notify(ServiceState.Stopping);

        Assert.True(_notifier.IsEnabled);
        Assert.Equal(["STOPPING=1", "EXTEND_TIMEOUT_USEC=600000000"], _told.States);
    }

    // Nobody awaits what is told once the first host has started.
    [Fact]
    public async Task Notify_ReadyAndSystemdCannotBeTold_IsLoggedAndTellsTheRest()
    {
        _told.Failing = "STATUS=";
        _notifier.Notify(ServiceState.Ready);

        _guard.Looked(MachineFault.None);

        await Eventually.IsTrueAsync(() => _told.States.Contains("READY=1"));
        Assert.StartsWith("systemd could not be told STATUS=:", Assert.Single(_log.Texts(NotTold)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notify_ReadyIsNotTaken_IsLogged()
    {
        _told.Failing = "READY=1";
        _notifier.Notify(ServiceState.Ready);

        _guard.Looked(MachineFault.None);

        await Eventually.IsTrueAsync(() => _log.Count(NotTold) == 1);
        Assert.StartsWith("systemd could not be told READY=1:", _log.Texts(NotTold)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Notify_NotReadyIsNotTaken_LetsTheGuardGoOn()
    {
        _notifier.Notify(ServiceState.Ready);
        _told.Failing = $"STATUS=Not ready: {MachineFault.NoRoomOnDisk.ToSentence()}";

        _guard.Looked(MachineFault.NoRoomOnDisk);

        Assert.Equal(MachineFault.NoRoomOnDisk, _guard.Fault);
    }

    [Fact]
    public void AddSupervisorNotices_NotUnderSystemd_AddsNothing() =>
        Assert.Empty(new ServiceCollection().AddSupervisorNotices());

    public void Dispose() => _log.Dispose();

    private sealed class Told : ISystemdNotifier
    {
        private readonly Lock _gate = new();
        private readonly List<string> _states = [];

        public bool IsEnabled => true;

        /// <summary>What is not taken.</summary>
        public string? Failing { get; set; }

        public IReadOnlyList<string> States
        {
            get
            {
                lock (_gate) return [.. _states];
            }
        }

        public void Notify(ServiceState state)
        {
            if (state.ToString() == Failing) throw new SocketException((int)SocketError.ConnectionRefused);
            lock (_gate) _states.Add(state.ToString());
        }
    }
}
