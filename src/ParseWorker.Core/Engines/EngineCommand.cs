using System.Text.Json.Serialization;

namespace ParseWorker.Core.Engines;

/// <summary>
/// What the worker tells an engine host. One document at a time: the next <see cref="Start"/> is sent after the ending
/// (finished, stopped or refused) of the one before was read. Closing the pipe ends the host at once, busy or not.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Start), "parse")]
[JsonDerivedType(typeof(Cancel), "cancel")]
public abstract record EngineCommand
{
    private EngineCommand() { }

    /// <summary>Start on a document.</summary>
    /// <param name="Request">Which one, and how.</param>
    public sealed record Start(EngineRequest Request) : EngineCommand;

    /// <summary>
    /// Stop the document in hand; answered by <see cref="EngineMessage.Stopped"/>, or by the ending it was about to have.
    /// Means nothing when none is in hand, so one that crosses an ending on the pipe never reaches the next document.
    /// </summary>
    public sealed record Cancel : EngineCommand;
}
