using System.Text.Json.Serialization;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Engines;

/// <summary>What an engine host tells the worker, in this order: opened, pages, then finished or refused.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(Finished), "finished")]
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

    /// <summary>Every page was sent.</summary>
    /// <param name="PageCount">Pages of the document, 1 or more.</param>
    public sealed record Finished(int PageCount) : EngineMessage;

    /// <summary>The document cannot be parsed.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(ParseError Error) : EngineMessage;
}
