using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace ParseWorker.Testing.Faults;

/// <summary>
/// Stands between a program and PostgreSQL, and can lose an answer: the server has committed, and the program learns nothing but that
/// its connection broke, or not even that.
/// </summary>
public sealed class LossyProxy : TcpProxy
{
    /// <summary>ReadyForQuery outside a transaction, which the server sends once a statement is committed.</summary>
    private static readonly byte[] Committed = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private Order? _order;
    private int _lost;

    /// <summary>Opens a proxy in front of a server.</summary>
    /// <param name="connectionString">The way to the server.</param>
    public LossyProxy(string connectionString)
        : this(new NpgsqlConnectionStringBuilder(connectionString))
    {
    }

    private LossyProxy(NpgsqlConnectionStringBuilder server)
        : base(server.Host!, server.Port)
    {
        Open();
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;
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
    protected override Task CarryAsync(NetworkStream program, NetworkStream server)
    {
        var session = new Session();
        return Task.WhenAny(AskAsync(program, server, session), AnswerAsync(server, program, session));
    }

    private async Task AskAsync(NetworkStream program, NetworkStream server, Session session)
    {
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await program.ReadAsync(buffer, Stopping)) > 0)
        {
            if (Volatile.Read(ref _order) is { } order && buffer.AsSpan(0, read).IndexOf(order.Text) >= 0
                && Interlocked.CompareExchange(ref _order, null, order) == order) session.Loses = order;
            await server.WriteAsync(buffer.AsMemory(0, read), Stopping);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream program, Session session)
    {
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, Stopping)) > 0)
        {
            if (session.Loses is not { } order) await program.WriteAsync(buffer.AsMemory(0, read), Stopping);
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
