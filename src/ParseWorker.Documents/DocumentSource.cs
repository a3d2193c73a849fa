using ParseWorker.Core.Sniffing;

namespace ParseWorker.Documents;

/// <summary>A document to read.</summary>
/// <param name="Content">Its bytes; seekable, at their start.</param>
/// <param name="Sniffed">What it is.</param>
/// <param name="Options">How it is read.</param>
/// <param name="OpenInner">Opens what the document holds or is converted into.</param>
public sealed record DocumentSource(Stream Content, SniffedDocument Sniffed, ReadOptions Options, DocumentOpener OpenInner);

/// <summary>Sniffs a document and opens it with the engine for its type.</summary>
/// <param name="content">Seekable; stays open until the result is disposed.</param>
/// <param name="fileName">The name it has; its extension decides between text formats.</param>
/// <param name="options">How it is read.</param>
/// <param name="token">Stops the opening.</param>
/// <exception cref="DocumentException">The document cannot be parsed.</exception>
public delegate IOpenDocument DocumentOpener(Stream content, string fileName, ReadOptions options, CancellationToken token);
