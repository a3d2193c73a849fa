using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace ParseWorker.Testing.Faults;

/// <summary>
/// Stands between a program and PostgreSQL, and can lose an answer: the server has committed, and the program learns nothing but that
/// its connection broke, or not even that.
/// </summary>
public sealed class LossyProxy : IAsyncDisposable
{
    /// <summary>ReadyForQuery outside a transaction, which the server sends once a statement is committed.</summary>
    private static readonly byte[] Committed = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private Order? _order;
    private int _lost;

    /// <summary>Opens a proxy in front of a server.</summary>
    /// <param name="connectionString">The way to the server.</param>
    public LossyProxy(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>The same database, through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Answers that were lost so far.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Loses the next answer to a statement that contains <paramref name="text"/>, once.</summary>
    public void LoseNext(string text) => Volatile.Write(ref _order, new Order(Encoding.UTF8.GetBytes(text), Swallows: false));

    /// <summary>As <see cref="LoseNext"/>, but the connection seems to be well: nothing comes over it any more, not even its end.</summary>
    public void SwallowNext(string text) => Volatile.Write(ref _order, new Order(Encoding.UTF8.GetBytes(text), Swallows: true));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
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
            await far.ConnectAsync(_server.Host!, _server.Port, _stopping.Token);
            var session = new Session();
            await Task.WhenAny(
                AskAsync(near.GetStream(), far.GetStream(), session), AnswerAsync(far.GetStream(), near.GetStream(), session));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server is gone or the test is over: the program sees a connection that breaks, as it would without a proxy.
            near.Close();
        }
    }

    private async Task AskAsync(NetworkStream program, NetworkStream server, Session session)
    {
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await program.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            if (Volatile.Read(ref _order) is { } order && buffer.AsSpan(0, read).IndexOf(order.Text) >= 0
                && Interlocked.CompareExchange(ref _order, null, order) == order) session.Loses = order;
            await server.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream program, Session session)
    {
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            if (session.Loses is not { } order) await program.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            else if (buffer.AsSpan(0, read).EndsWith(Committed))
            {
                Interlocked.Increment(ref _lost);
                if (!order.Swallows) return;
            }
        }
    }

    /// <param name="Text">What the statement contains.</param>
    /// <param name="Swallows">Whether its connection stays open.</param>
    private sealed record Order(byte[] Text, bool Swallows);

    private sealed class Session
    {
        /// <summary>Set by the thread that asks before the server can answer.</summary>
        public volatile Order? Loses;
    }
}
