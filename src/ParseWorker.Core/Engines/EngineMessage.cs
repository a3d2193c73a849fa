using System.Text.Json.Serialization;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Engines;

/// <summary>What an engine host tells the worker, in this order: opened, pages, then one ending: finished, stopped or refused.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record EngineMessage
{
    private EngineMessage() { }

    /// <summary>The document was opened.</summary>
    /// <param name="PageCount">Its pages, or null when only the end will tell.</param>
    public sealed record Opened(int? PageCount) : EngineMessage;

    /// <summary>The next page.</summary>
    /// <param name="Number">Counted from 1; consecutive.</param>
    /// <param name="Text">Its Markdown.</param>
    public sealed record Page(int Number, string Text) : EngineMessage;

    /// <summary>Ending: every page was sent.</summary>
    /// <param name="PageCount">Pages of the document, 1 or more.</param>
    public sealed record Finished(int PageCount) : EngineMessage;

    /// <summary>Ending: the engine stopped because it was told to.</summary>
    public sealed record Stopped : EngineMessage;

    /// <summary>Ending: the document cannot be parsed. May come in place of opened, or after some pages.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(ParseError Error) : EngineMessage;
}
