namespace ParseWorker.Core.Operators;

/// <summary>A worker according to its last report.</summary>
/// <param name="Name">Host name, process id and a random part; owner of the leases that it holds.</param>
/// <param name="Slots">Parses it runs at the same time.</param>
/// <param name="Ready">False when it has stopped claiming.</param>
/// <param name="Reason">Why it has, as a sentence; null while it is ready.</param>
/// <param name="SilentFor">How long ago it reported, by the database's clock.</param>
/// <param name="PausedBy">Who has paused it; it may not have heard of that yet. Null when it may claim.</param>
/// <param name="Hosts">Its engine hosts, those that wait for a document included.</param>
/// <param name="HostBytes">Their memory together, in bytes.</param>
public sealed record SeenWorker(
    string Name, int Slots, bool Ready, string? Reason, TimeSpan SilentFor, string? PausedBy, int Hosts, long HostBytes)
{
    /// <summary>A worker that was lost is shown for this long after its last report.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(30);
}

/// <summary>The workers, and what runs.</summary>
/// <param name="Workers">Those that reported within <see cref="SeenWorker.ShownFor"/>, by name.</param>
/// <param name="Running">Parses in progress, whoever holds their lease; at most <see cref="MostRunning"/>.</param>
public sealed record WorkersAtWork(IReadOnlyList<SeenWorker> Workers, IReadOnlyList<SeenParse> Running)
{
    /// <summary>Running parses that are read.</summary>
    public const int MostRunning = 1000;
}
