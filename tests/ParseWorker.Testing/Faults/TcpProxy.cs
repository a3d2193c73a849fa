using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Testing.Faults;

/// <summary>
/// Stands between programs and a server: each connection has one to the server. What goes over both is for those that derive from this.
/// </summary>
/// <param name="host">The server's.</param>
/// <param name="port">The server's.</param>
public abstract class TcpProxy(string host, int port) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where programs connect, on 127.0.0.1.</summary>
    protected int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Fires when the proxy goes.</summary>
    protected CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    /// <summary>Begins to take connections.</summary>
    protected void Open()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Carries bytes over one connection, until one side is done; both are closed then.</summary>
    /// <param name="program">The program's.</param>
    /// <param name="server">The server's.</param>
    protected abstract Task CarryAsync(NetworkStream program, NetworkStream server);

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(Stopping)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or SocketException
            && Stopping.IsCancellationRequested)
        {
            // Whatever a listener says that is stopped as it begins to wait.
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(host, port, Stopping);
            await CarryAsync(near.GetStream(), far.GetStream());
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Server or program are gone, or the test is over: the other one sees a connection that breaks.
            near.Close();
        }
    }
}
