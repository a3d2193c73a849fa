using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Connections;

/// <summary>Listens so that a second process can, where <see cref="PortOptions.Shared"/> says so.</summary>
internal static class SharedPort
{
    // SOL_SOCKET and SO_REUSEPORT of Linux (socket(7)): of all who listen with it, a new connection goes to any.
    private const int SocketLevel = 1;
    private const int ReusePort = 15;

    /// <summary>Adds the option, and Kestrel's sockets with it.</summary>
    public static IServiceCollection AddSharedPort(this IServiceCollection services)
    {
        services.AddOptions<PortOptions>().BindConfiguration(PortOptions.Section);
        services.AddOptions<SocketTransportOptions>().Configure<IOptions<PortOptions>>((sockets, port) =>
        {
            if (port.Value.Shared) sockets.CreateBoundListenSocket = Bind;
        });
        return services;
    }

    private static Socket Bind(EndPoint endPoint)
    {
        // What is no port can't be shared.
        if (endPoint is not IPEndPoint address) return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel's own: every address means those of IPv4, too.
            if (address.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.SetRawSocketOption(SocketLevel, ReusePort, BitConverter.GetBytes(1));
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
