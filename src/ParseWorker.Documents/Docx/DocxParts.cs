using DocumentFormat.OpenXml.Packaging;

namespace ParseWorker.Documents.Docx;

/// <summary>What reading any piece of a document takes.</summary>
/// <param name="Owner">The part the piece stands in: its references count there.</param>
/// <param name="Styles">The styles.</param>
/// <param name="Numbering">The lists, as far as they were counted.</param>
/// <param name="Notes">The notes that were referred to so far.</param>
/// <param name="Token">Checked for each element.</param>
internal sealed record DocxParts(OpenXmlPart Owner, DocxStyles Styles, DocxNumbering Numbering, DocxNotes Notes, CancellationToken Token);
