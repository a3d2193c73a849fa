using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Engines;

/// <summary>The engine's process had taken the document, and then died by itself or broke the protocol.</summary>
internal sealed class EngineCrashedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// No engine's process took the document: none got ready, those that did ended first, or it was told to stop before. It says nothing of the
/// document.
/// </summary>
internal sealed class EngineNotStartedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The engine's process passed its memory limit.</summary>
internal sealed class EngineOutOfMemoryException(string message) : Exception(message);

/// <summary>The engine ignored its token and its process was killed.</summary>
internal sealed class EngineKilledException(string message) : Exception(message);

/// <summary>The document passed a limit that another attempt would pass again.</summary>
internal sealed class DocumentLimitException(ParseError error) : Exception(error.Message)
{
    /// <summary>What its parse ends with.</summary>
    public ParseError Error { get; } = error;
}
