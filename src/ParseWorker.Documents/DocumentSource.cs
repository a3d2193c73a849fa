using ParseWorker.Core.Sniffing;

namespace ParseWorker.Documents;

/// <summary>A document to read.</summary>
/// <param name="Content">Its bytes; seekable, at their start.</param>
/// <param name="Sniffed">What it is.</param>
/// <param name="Options">How it is read.</param>
public sealed record DocumentSource(Stream Content, SniffedDocument Sniffed, ReadOptions Options);
