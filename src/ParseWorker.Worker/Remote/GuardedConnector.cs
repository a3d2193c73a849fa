using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Worker.Remote;

/// <summary>The addresses that a host's name leads to.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken token);

/// <summary>
/// Connects to public addresses only. The address that was checked is the one that is connected to: a name that leads elsewhere a moment
/// later (DNS rebinding) gains nothing.
/// </summary>
internal sealed class GuardedConnector(AddressRules rules, HostResolver resolver)
{
    /// <summary>
    /// A client whose every connection is made so: no credentials, cookies or proxy, and no redirect that nobody judged. It has no time
    /// limit: whoever uses it has one for all of a request.
    /// </summary>
    /// <param name="connectionsLive">How long a connection is used again; zero for never.</param>
    /// <param name="maxHeaderKib">KiB of headers that may be answered.</param>
    public HttpClient Client(TimeSpan connectionsLive, int maxHeaderKib)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = connectionsLive,
            MaxResponseHeadersLength = maxHeaderKib,
            MaxResponseDrainSize = 0,
        });
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.Add("User-Agent", "ParseWorker");
        return client;
    }

    /// <summary>Opens a connection for the HTTP client, TLS not included.</summary>
    /// <exception cref="RemoteDocumentException">One of the host's addresses may not be connected to.</exception>
    /// <exception cref="SocketException">The name leads nowhere, or none of its addresses takes a connection.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var addresses = await resolver(host, token);
        foreach (var address in addresses)
        {
            // All of them: a host that has a private address beside a public one is none to fetch from.
            if (rules.Against(address) is { } rule) throw RemoteErrors.Blocked(host, rule);
        }

        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), token);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint place, CancellationToken token)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
