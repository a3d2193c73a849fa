namespace ParseWorker.Core.Engines;

/// <summary>How an engine host ends. Anything else is a crash: 134 an abort (stack overflow, fault of the runtime), 137 a kill.</summary>
public static class EngineExitCodes
{
    /// <summary>The worker closed the pipe, or is gone.</summary>
    public const int Ok = 0;

    /// <summary>The pipe carried malformed frames; standard error says what.</summary>
    public const int BrokenPipe = 2;

    /// <summary>The document took more memory than the host may use.</summary>
    public const int OutOfMemory = 3;

    /// <summary>The worker cancelled the document and its engine went on: the host has put an end to both.</summary>
    public const int Stopped = 4;

    /// <summary>The host could not be shut in as it was told; standard error says why. It has seen no document.</summary>
    public const int NotShutIn = 5;
}
