namespace ParseWorker.Worker.Engines;

/// <summary>Whether engine hosts give up the network.</summary>
internal enum SandboxMode
{
    /// <summary>Where the system allows it; the log says whether it did.</summary>
    Auto,

    /// <summary>A host that cannot takes no document, and a worker whose hosts cannot does not start.</summary>
    Required,

    /// <summary>They keep it.</summary>
    Off,
}
