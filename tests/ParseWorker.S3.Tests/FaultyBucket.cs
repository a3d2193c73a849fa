using System.Net.Sockets;
using System.Text;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.S3.Tests;

/// <summary>What goes wrong with a request.</summary>
public enum BucketFault
{
    /// <summary>A refusal instead of an answer.</summary>
    Refuse,

    /// <summary>The connection ends after some bytes of the answer's body.</summary>
    Cut,

    /// <summary>One bit of the answer's body is another.</summary>
    Flip,

    /// <summary>No answer ever comes.</summary>
    Hang,
}

/// <summary>Stands between the SDK and the S3 server and does to chosen requests what networks and servers do.</summary>
public sealed class FaultyBucket : TcpProxy
{
    private const int CutAfter = 1000;

    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private volatile Plan? _plan;
    private int _happened;

    /// <summary>Opens the way to a server.</summary>
    public FaultyBucket(S3Server server)
        : base(server.Address.Host, server.Address.Port) => Open();

    /// <summary>The server's address, by this way.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The status of a refusal.</summary>
    public string Status { get; init; } = "503 Slow Down";

    /// <summary>The code of a refusal.</summary>
    public string Code { get; init; } = "SlowDown";

    /// <summary>How often a fault has happened.</summary>
    public int Happened => Volatile.Read(ref _happened);

    /// <summary>Lets a fault happen to the next requests whose first line begins so.</summary>
    public void Next(BucketFault fault, string request, int times = 1) => _plan = new Plan(fault, Encoding.ASCII.GetBytes(request), times);

    /// <inheritdoc />
    protected override async Task CarryAsync(NetworkStream program, NetworkStream server)
    {
        var session = new Session();
        await await Task.WhenAny(AskAsync(program, server, session), AnswerAsync(server, program, session));
    }

    private async Task AskAsync(NetworkStream program, NetworkStream server, Session session)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await program.ReadAsync(buffer, Stopping)) > 0)
        {
            if (_plan is { } plan && buffer.AsSpan(0, read).StartsWith(plan.Request) && plan.Take()) session.Begin(plan.Fault);
            if (session.Fault == BucketFault.Refuse)
            {
                Interlocked.Increment(ref _happened);
                await program.WriteAsync(Refusal(), Stopping);
                return;
            }

            if (session.Fault == BucketFault.Hang)
            {
                Interlocked.Increment(ref _happened);
                while (await program.ReadAsync(buffer, Stopping) > 0) ;
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, read), Stopping);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream program, Session session)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, Stopping)) > 0)
        {
            var bytes = buffer.AsMemory(0, read);
            if (session.Fault is { } fault && session.BodyIn(bytes.Span) is { Length: > 0 } body)
            {
                session.Begin(null);
                Interlocked.Increment(ref _happened);
                if (fault == BucketFault.Flip) bytes.Span[body.Start] ^= 1;
                if (fault == BucketFault.Cut)
                {
                    await program.WriteAsync(bytes[..(body.Start + Math.Min(body.Length, CutAfter))], Stopping);
                    return;
                }
            }

            await program.WriteAsync(bytes, Stopping);
        }
    }

    private byte[] Refusal()
    {
        var body = $"<Error><Code>{Code}</Code><Message>Refused.</Message></Error>";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {Status}\r\nContent-Type: application/xml\r\nConnection: close\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private sealed class Plan(BucketFault fault, byte[] request, int times)
    {
        private int _left = times;

        public BucketFault Fault => fault;

        public byte[] Request => request;

        public bool Take() => Interlocked.Decrement(ref _left) >= 0;
    }

    /// <summary>One connection: set by the side that asks before the server can answer.</summary>
    private sealed class Session
    {
        private bool _inBody;

        public BucketFault? Fault { get; private set; }

        public void Begin(BucketFault? fault) => (Fault, _inBody) = (fault, false);

        /// <summary>Where bytes of the body are in what has come.</summary>
        public (int Start, int Length) BodyIn(ReadOnlySpan<byte> bytes)
        {
            var start = 0;
            if (!_inBody)
            {
                var end = bytes.IndexOf(EndOfHead);
                if (end < 0) return default;
                (_inBody, start) = (true, end + EndOfHead.Length);
            }

            return (start, bytes.Length - start);
        }
    }
}
