using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Engines;

/// <summary>What the worker asks of an engine host.</summary>
public sealed record EngineRequest
{
    /// <summary>Absolute path of the document; the host may read it and nothing else.</summary>
    public required string DocumentPath { get; init; }

    /// <summary>The name the client gave; its extension breaks ties between text formats.</summary>
    public required string FileName { get; init; }

    /// <summary>How it is parsed.</summary>
    public required ParseSettings Settings { get; init; }

    /// <summary>True: images of the pages, for a vision model to read, where the document has any; text where it has none.</summary>
    public bool PageImages { get; init; }

    /// <summary>The first page to yield, counted from 1; a page's text does not depend on it.</summary>
    public required int FirstPage { get; init; }
}
