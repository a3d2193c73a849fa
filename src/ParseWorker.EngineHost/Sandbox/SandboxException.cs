namespace ParseWorker.EngineHost.Sandbox;

/// <summary>The host could not be shut in as it was told.</summary>
/// <param name="why">How a sentence goes on after a colon.</param>
internal sealed class SandboxException(string why) : Exception($"The engine host could not be shut in: {why}.");
