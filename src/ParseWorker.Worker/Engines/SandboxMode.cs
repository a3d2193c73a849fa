namespace ParseWorker.Worker.Engines;

/// <summary>Whether engine hosts give up the network (seccomp) and what is outside their own folder (Landlock).</summary>
internal enum SandboxMode
{
    /// <summary>As far as the system allows; the log says how far.</summary>
    Auto,

    /// <summary>A host that cannot give up both takes no document, and a worker whose hosts cannot does not start.</summary>
    Required,

    /// <summary>Hosts keep network and file access.</summary>
    Off,
}
