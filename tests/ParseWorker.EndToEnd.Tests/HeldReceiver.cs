using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>Takes webhooks on a port of this machine and answers none of them until it is told to.</summary>
internal sealed class HeldReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private readonly Task _accepting;

    public HeldReceiver()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address and port, as configuration allows them.</summary>
    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>True: calls that come from now on get 204.</summary>
    public bool Answers { get; set; }

    /// <summary>The next call, held or answered.</summary>
    public async Task<Call> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>Each connection by itself: one that breaks off, or says nothing, keeps no other waiting.</summary>
    private async Task AcceptAsync()
    {
        var taking = new List<Task>();
        try
        {
            while (true) taking.Add(HoldAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(taking);
        }
    }

    /// <summary>Takes the call, and keeps its connection open until the end: its sender waits for an answer.</summary>
    private async Task HoldAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                _calls.Writer.TryWrite(await TakeAsync(client.GetStream()));
                await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The test is over.
            }
            catch (Exception exception) when (exception is IOException or FormatException)
            {
                // A sender that was killed in the middle of its request: it sent no call.
            }
        }
    }

    private async Task<Call> TakeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await LineAsync(reader);
        while (await LineAsync(reader) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var body = new char[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        if (await reader.ReadBlockAsync(body, _stop.Token) < body.Length) throw new EndOfStreamException("The body was cut off.");
        if (Answers) await stream.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
        return new Call(headers, new string(body));
    }

    private async Task<string> LineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(_stop.Token) ?? throw new EndOfStreamException("The headers were cut off.");

    /// <summary>One request; its body is ASCII.</summary>
    public sealed record Call(IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Header(string name) => Headers[name];
    }
}
