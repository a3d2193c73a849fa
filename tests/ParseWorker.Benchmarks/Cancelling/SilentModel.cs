using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>A vision model's endpoint that takes every call and never answers; what it knows is when its caller hung up.</summary>
internal sealed class SilentModel : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentModel() => _listener.Start();

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}/v1");

    /// <summary>Waits for a call, up to the first bytes of it.</summary>
    public async Task<Call> AnswerAsync()
    {
        var socket = await _listener.AcceptSocketAsync();
        var call = new Call(socket);
        await call.HearAsync();
        return call;
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>A call that nobody answers.</summary>
    internal sealed class Call(Socket socket) : IDisposable
    {
        private readonly byte[] _heard = new byte[64 * 1024];

        /// <summary>Hears more of it.</summary>
        /// <returns>False once the caller has hung up.</returns>
        public async Task<bool> HearAsync()
        {
            try
            {
                return await socket.ReceiveAsync(_heard) > 0;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                return false;
            }
        }

        /// <summary>When the caller hung up.</summary>
        public async Task<long> AbortedAtAsync()
        {
            while (await HearAsync()) { }
            return Stopwatch.GetTimestamp();
        }

        public void Dispose() => socket.Dispose();
    }
}
