using System.Net;
using System.Net.Sockets;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>Engine hosts have no network, where the system allows it; the log says what was possible.</summary>
[Trait("Needs", "Hosts")]
public sealed class SandboxTests : IDisposable
{
    private const string Offline = "no network";
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public SandboxTests() => _server.Start();

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    // ONNX Runtime reports to its maker unless it is told not to before it is loaded.
    [Fact]
    public async Task Start_OfAHost_TurnsTheTelemetryOfItsLibrariesOff()
    {
        await using var host = FakeHost.RawScript("env > environment; exec sleep 1000");
        _ = host.Pool.StartAsync(TestContext.Current.CancellationToken);
        await FakeHost.SleepsAsync(await host.ProcessIdAsync());

        Assert.Contains("ORT_DISABLE_TELEMETRY=1", await File.ReadAllLinesAsync(
            host.PathOf("environment"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(SandboxMode.Auto)]
    [InlineData(SandboxMode.Required)]
    internal async Task Connect_ByAnEngine_IsRefused(SandboxMode mode)
    {
        await using var host = FakeHost.Faulty();
        host.Options.Sandbox = mode;

        Assert.Equal(nameof(SocketError.AccessDenied), await host.RunAsync($"connect {Port}"));

        Assert.Contains(Offline, Assert.Single(host.Log.Texts(4407)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ByAProcessOfAnEngine_IsRefused()
    {
        await using var host = FakeHost.Faulty();

        Assert.Equal("refused", (await host.RunAsync(Ask)).Trim());
    }

    [Fact]
    public async Task Connect_ToALocalSocket_IsRefusedAndListeningIsNot()
    {
        await using var host = FakeHost.Faulty();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        server.Listen();

        Assert.Equal($"listens, {SocketError.AccessDenied}", await host.RunAsync($"local {path}"));

        File.Delete(path);
    }

    [Fact]
    public async Task Connect_SandboxIsOff_GoesThrough()
    {
        await using var host = FakeHost.Faulty();
        host.Options.Sandbox = SandboxMode.Off;

        Assert.Equal("connected", await host.RunAsync($"connect {Port}"));
        Assert.Equal("connected", (await host.RunAsync(Ask)).Trim());

        Assert.Equal((0, 1), (host.Log.Count(4407), host.Log.Count(4408)));
    }

    [Fact]
    public async Task Start_ManyHosts_TellsOnce()
    {
        await using var host = FakeHost.Faulty();
        host.Slots = 3;

        await host.Pool.StartAsync(TestContext.Current.CancellationToken);
        await host.IdleAsync();

        Assert.Equal(1, host.Log.Count(4407));
    }

    [Fact]
    public async Task Start_SystemDoesNotAllowIt_GoesOnAndWarns()
    {
        await using var host = Online();

        await host.Pool.StartAsync(TestContext.Current.CancellationToken);
        await host.IdleAsync();

        Assert.Equal((0, 1), (host.Log.Count(4407), host.Log.Count(4408)));
    }

    [Fact]
    public async Task Start_SystemDoesNotAllowWhatIsRequired_IsRefused()
    {
        await using var host = Online();
        host.Options.Sandbox = SandboxMode.Required;
        var check = new SandboxMustHold(host.Starter, FakeHost.Wrapped(host.Options));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Engines__Sandbox", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineNotStartedException>(() => host.RunAsync());
    }

    public void Dispose() => _server.Dispose();

    private string Ask => $"run (exec 3<>/dev/tcp/127.0.0.1/{Port}) 2>/dev/null && echo connected || echo refused";

    private static FakeHost Online() =>
        FakeHost.RawScript($$"""{{FakeHost.Says("""{"type":"ready","offline":false}""")}}; exec sleep 1000""");
}
