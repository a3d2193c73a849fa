namespace ParseWorker.Api.Connections;

/// <summary>Who else may listen on the API's port; section <c>Port</c>.</summary>
internal sealed class PortOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Port";

    /// <summary>
    /// False unless set. With it another API process of the same user may listen on the same port, when it is set there too: the next one
    /// starts before the last one stops, and nobody is refused in between; a connection that the last one had not accepted yet may be cut,
    /// where Linux does not hand it over (<c>net.ipv4.tcp_migrate_req</c>). <c>deploy/up</c> sets it.
    /// </summary>
    public bool Shared { get; set; }
}
