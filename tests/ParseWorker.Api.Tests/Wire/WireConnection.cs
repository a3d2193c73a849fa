using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>A TCP connection to the server: every byte that is sent is written here, and answers are read as they were framed.</summary>
internal sealed class WireConnection : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly TcpClient _client;
    private readonly byte[] _piece = new byte[4096];
    private byte[] _unread = [];

    private WireConnection(TcpClient client) => _client = client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WireConnection> OpenAsync(Uri server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, Token);
        return new WireConnection(client);
    }

    /// <summary>Sends one request on a connection of its own and reads its answer.</summary>
    public static async Task<WireAnswer> ExchangeAsync(Uri server, string request)
    {
        await using var connection = await OpenAsync(server);
        return await connection.ExchangeAsync(request);
    }

    /// <summary>Sends a request and reads its answer; the connection lives on.</summary>
    /// <param name="request">Its characters are sent as UTF-8.</param>
    public async Task<WireAnswer> ExchangeAsync(string request)
    {
        await SendAsync(request);
        return await ReadAsync(ofHead: request.StartsWith("HEAD ", StringComparison.Ordinal))
            ?? throw new IOException("The server closed the connection without an answer.");
    }

    public Task SendAsync(string request) => SendAsync(Encoding.UTF8.GetBytes(request));

    /// <summary>Sends bytes. A server that refused what came before may have closed already: its answer tells.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes, Token);
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
        }
    }

    /// <summary>The next answer, interim ones apart; null when the server closes instead.</summary>
    public async Task<WireAnswer?> ReadAsync(bool ofHead = false)
    {
        while (await ReadHeadAsync() is { } head)
        {
            var answer = new WireAnswer(head, []);
            if (answer.Status >= 200) return ofHead ? answer : answer with { Content = await ReadContentAsync(answer) };
        }

        return null;
    }

    /// <summary>Goes away as a client does whose time is up: the connection is reset.</summary>
    public void Abort()
    {
        _client.LingerState = new LingerOption(enable: true, 0);
        _client.Close();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> ReadHeadAsync()
    {
        int end;
        while ((end = _unread.AsSpan().IndexOf(EndOfHead)) < 0)
        {
            if (await FillAsync()) continue;
            Assert.Empty(_unread);
            return null;
        }

        return Encoding.Latin1.GetString(Take(end + EndOfHead.Length)[..end]);
    }

    private async Task<byte[]> ReadContentAsync(WireAnswer answer)
    {
        if (answer.Status is 204 or 304) return [];
        if (answer.Header("Transfer-Encoding") == "chunked") return await ReadChunksAsync();
        if (answer.Header("Content-Length") is { } length) return await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture));
        while (await FillAsync())
        {
        }

        return Take(_unread.Length);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        var content = new MemoryStream();
        while (true)
        {
            int end;
            while ((end = _unread.AsSpan().IndexOf("\r\n"u8)) < 0) Assert.True(await FillAsync(), "The body was cut off.");
            var size = int.Parse(Encoding.ASCII.GetString(Take(end + 2)[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            content.Write((await ReadBytesAsync(size + 2)).AsSpan(0, size));
            if (size == 0) return content.ToArray();
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        while (_unread.Length < count) Assert.True(await FillAsync(), "The body was cut off.");
        return Take(count);
    }

    private byte[] Take(int count)
    {
        var taken = _unread[..count];
        _unread = _unread[count..];
        return taken;
    }

    /// <returns>False when the server has closed.</returns>
    private async Task<bool> FillAsync()
    {
        try
        {
            var count = await _client.GetStream().ReadAsync(_piece, Token);
            _unread = [.. _unread, .. _piece.AsSpan(0, count)];
            return count > 0;
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            return false;
        }
    }
}
