using System.Net.Sockets;
using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Api.Tests.Health;

[Trait("Needs", "Time")]
public sealed class SupervisorNoticeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Api_UnderASupervisor_SaysWhenItListensAndWhenItStops()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var path = Path.Combine(Path.GetTempPath(), $"notify-{Guid.NewGuid():N}");
        using var supervisor = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        supervisor.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            await using var api = await ApiProcess.StartAsync(
                database.ConnectionString, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path });
            Assert.Equal("READY=1", await HearAsync());

            api.Terminate();
            Assert.Equal("STOPPING=1", await HearAsync());
        }
        finally
        {
            File.Delete(path);
        }

        async Task<string> HearAsync()
        {
            var buffer = new byte[256];
            return Encoding.UTF8.GetString(buffer, 0, await supervisor.ReceiveAsync(buffer.AsMemory(), limit.Token));
        }
    }
}
