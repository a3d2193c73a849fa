using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Docx.Lists;
using ParseWorker.Documents.Docx.Styles;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Docx.Parts;

/// <summary>What reading any part of a document takes.</summary>
/// <param name="Source">The document.</param>
/// <param name="Owner">The package part that is read: relationship ids are looked up there.</param>
/// <param name="Styles">The styles.</param>
/// <param name="Numbering">The lists, as far as they were counted.</param>
/// <param name="Notes">The notes that were referred to so far, and their marks.</param>
/// <param name="Token">Checked for each element.</param>
internal sealed record DocxParts(
    DocumentSource Source, OpenXmlPart Owner, DocxStyles Styles, DocxNumbering Numbering, NoteMarks Notes, CancellationToken Token)
{
    /// <summary>What the documents within this one, and within the one around it, may still come to.</summary>
    public ChunkBudget Chunks { get; } = Source.Options.Chunks ?? new();

    /// <summary>Where a link leads; null for one within the document.</summary>
    public string? AddressOf(string? relationship) => PartLinks.AddressOf(relationship, Owner);
}
