using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ParseWorker.Api.Connections;

/// <summary>
/// Gives the server's own refusals the contract's shape. What is no request (a target that cannot be decoded, a line or headers that
/// are too long or come too slowly, another version of HTTP) is answered by the server before any middleware runs, with a bare status.
/// </summary>
internal static class RefusalServices
{
    /// <summary>Has every endpoint's connections write refusals as <see cref="Refusal"/> says.</summary>
    public static void UseRefusals(this KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint =>
    {
        var time = endpoint.ApplicationServices.GetRequiredService<TimeProvider>();
        endpoint.Use(next => connection =>
        {
            var state = new ConnectionState();
            connection.Features.Set(state);
            var output = new RefusalWriter(connection.Transport.Output, state, time);
            connection.Transport = new Duplex(connection.Transport.Input, output);
            return next(connection);
        });
    });

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
