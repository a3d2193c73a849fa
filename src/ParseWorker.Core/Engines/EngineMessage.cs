using System.Text.Json.Serialization;
using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Engines;

/// <summary>
/// What an engine host tells the worker: ready, once; then of every document, in this order: taken, opened, pages, and one
/// ending: finished, stopped or refused.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(PageText), "page")]
[JsonDerivedType(typeof(PageImage), "page_image")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record EngineMessage
{
    private EngineMessage() { }

    /// <summary>True when nothing more comes of the document.</summary>
    [JsonIgnore]
    public bool IsEnding => this is Finished or Stopped or Refused;

    /// <summary>The host has started and waits for its first document.</summary>
    /// <param name="Offline">True when it can make no connection, and nothing that it starts can.</param>
    /// <param name="FileSandbox">Landlock's version that keeps it from files that are not its own; 0 when nothing does.</param>
    public sealed record Ready(bool Offline, int FileSandbox = 0) : EngineMessage;

    /// <summary>The host has heard of the document: a host that ends before this word did not end because of it.</summary>
    public sealed record Taken : EngineMessage;

    /// <summary>The document was opened.</summary>
    /// <param name="PageCount">Its pages, or null when only the end will tell.</param>
    public sealed record Opened(int? PageCount) : EngineMessage;

    /// <summary>The next page, as text.</summary>
    /// <param name="Number">Counted from 1; consecutive.</param>
    /// <param name="Text">Its Markdown; empty for a page that could not be read.</param>
    /// <param name="Failure">Why it could not be read; null for one that was.</param>
    public sealed record PageText(int Number, string Text, ParseError? Failure = null) : EngineMessage
    {
        /// <summary>Tokens that a vision model took for it; 0 when none was asked.</summary>
        public int InputTokens { get; init; }

        /// <summary>Tokens that a vision model answered with; 0 when none was asked.</summary>
        public int OutputTokens { get; init; }
    }

    /// <summary>The next page as an image, where those were asked for; the worker has it read by a vision model.</summary>
    /// <param name="Number">Counted from 1; consecutive.</param>
    /// <param name="MediaType">image/png, image/jpeg, image/webp or image/gif.</param>
    /// <param name="Data">The image file's bytes.</param>
    public sealed record PageImage(int Number, string MediaType, ReadOnlyMemory<byte> Data) : EngineMessage;

    /// <summary>Ending: every page was sent.</summary>
    /// <param name="PageCount">Pages of the document, 1 or more.</param>
    public sealed record Finished(int PageCount) : EngineMessage;

    /// <summary>Ending: the engine stopped because it was told to.</summary>
    public sealed record Stopped : EngineMessage;

    /// <summary>Ending: the document cannot be parsed. May come in place of opened, or after some pages.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(ParseError Error) : EngineMessage;
}
