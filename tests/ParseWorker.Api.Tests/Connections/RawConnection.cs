using System.Net.Sockets;
using System.Text;

namespace ParseWorker.Api.Tests.Connections;

/// <summary>Sends bytes that no HTTP client would, and reads what comes until the server closes.</summary>
internal static class RawConnection
{
    /// <summary>The whole answer, its bytes as Latin-1.</summary>
    public static async Task<string> SendAsync(Uri server, string request)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), token);
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, token);
        }
        catch (IOException)
        {
            // A server that refuses the rest of a request may reset the connection after its answer.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
