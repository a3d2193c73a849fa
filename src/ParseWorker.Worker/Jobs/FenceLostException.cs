namespace ParseWorker.Worker.Jobs;

/// <summary>The database refused a write because the attempt is no longer in progress.</summary>
internal sealed class FenceLostException() : Exception("The attempt is no longer in progress; nothing was written.");
