namespace ParseWorker.Core.Engines;

/// <summary>
/// What makes the text of a document, but for the profile that reads it: programs, models and options of a worker's engine hosts. Pages of
/// one parse never mix fingerprints: those of another one are dropped at the next claim.
/// </summary>
/// <param name="Value">Differs whenever the same document may give other text.</param>
public sealed record EngineFingerprint(string Value)
{
    /// <summary>The fingerprint of a process that runs no engines, and claims nothing.</summary>
    public static EngineFingerprint None { get; } = new("none");

    /// <summary>What stands before the profile's name in a parse's <c>engine_fingerprint</c>.</summary>
    public string Prefix => $"{Value}/";
}
