using System.Security.Cryptography;
using System.Text;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Files;
using ParseWorker.Api.Intake;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Files;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Api.Parses;

/// <summary>A document under the name that its parse gives it: stored, or where its worker will fetch it.</summary>
/// <param name="File">What its parse calls it.</param>
/// <param name="Sha256">The hash of its bytes; empty while there are none.</param>
/// <param name="SourceUrl">Where they are fetched, or null.</param>
internal sealed record TakenDocument(DocumentFile File, ReadOnlyMemory<byte> Sha256, string? SourceUrl = null)
{
    /// <summary>What stands for the document where creates are compared: its hash, or that of its address.</summary>
    public byte[] Identity => SourceUrl is null ? Sha256.ToArray() : SHA256.HashData(Encoding.UTF8.GetBytes(SourceUrl));
}

/// <summary>Takes a create's document: the bytes of its body, a file that was stored before, or the address of one on the web.</summary>
internal sealed class DocumentIntake(IDocumentStore documents, IFileStore files, TimeProvider time)
{
    private const string NotFetched = "application/octet-stream";

    /// <summary>The stored file that a create refers to, by its id or by a link to it.</summary>
    /// <returns>Null for a create that brings its document along.</returns>
    /// <exception cref="RefusedException">422: the environment has no such file.</exception>
    public async Task<StoredFile?> FindReferencedAsync(ReceivedCreate received, string environment, CancellationToken token)
    {
        if (IdIn(received) is not { } text) return null;
        return FileId.TryParse(text, out var id) && await files.FindAsync(environment, id, token) is { } file ? file : throw UnknownFile();
    }

    /// <summary>Stores the document, or opens the file that stands for it, and tells its type.</summary>
    /// <param name="received">The create.</param>
    /// <param name="referenced">The file that it refers to, or null.</param>
    /// <param name="name">The name of the document.</param>
    /// <param name="token">Stops the call.</param>
    /// <exception cref="RefusedException">422: it is empty, or of a kind that no engine reads.</exception>
    public async Task<TakenDocument> TakeAsync(ReceivedCreate received, StoredFile? referenced, string name, CancellationToken token)
    {
        if (referenced is not null)
        {
            await using var content = await documents.OpenAsync(referenced.Sha256, token) ?? throw UnknownFile();
            var type = Sniff(content, name);

            // What came with another parse goes with that one, so this parse has a file of its own.
            var id = referenced.IsUploaded ? referenced.Id : FileId.New(time.GetUtcNow());
            return new TakenDocument(new DocumentFile(id.ToString(), name, type.MimeType), referenced.Sha256);
        }

        // What the address leads to is fetched by the worker, where it can be cancelled.
        if (received.Document.OtherUrl is { } url)
        {
            var file = new DocumentFile(FileId.New(time.GetUtcNow()).ToString(), name, NotFetched);
            return new TakenDocument(file, ReadOnlyMemory<byte>.Empty, url);
        }

        var sha256 = received.Spool.TakeSha256();
        var sniffed = Sniff(received.Spool.Content, name);
        await documents.SaveAsync(sha256, received.Spool.Content, token);
        return new TakenDocument(new DocumentFile(FileId.New(time.GetUtcNow()).ToString(), name, sniffed.MimeType), sha256);
    }

    /// <summary>A document that is there goes before an id beside it: records of files are sent back with both.</summary>
    private static string? IdIn(ReceivedCreate received)
    {
        if (received.Document.OtherUrl is { } url) return FileLinks.Resolve(url);
        return received.Document.IsPresent || string.IsNullOrEmpty(received.Body.Document?.Id) ? null : received.Body.Document.Id;
    }

    private static SniffedDocument Sniff(Stream document, string fileName)
    {
        if (document.Length == 0)
            throw RefusedException.Invalid(ParseErrorCodes.DocumentEmpty, "The document is empty: 'document.url' holds no bytes.");
        var sniffed = DocumentSniffer.Sniff(document, fileName);
        return sniffed.Type != DocumentType.Unknown
            ? sniffed
            : throw RefusedException.Invalid(ParseErrorCodes.UnsupportedFormat,
                $"No engine reads this document; its bytes look like {sniffed.MimeType}. "
                + $"Send {ReadableFormats.Listed}.");
    }

    private static RefusedException UnknownFile() => RefusedException.Invalid(
        "unknown_file", "'document' refers to a file that this environment does not have. Upload it first, or send a data URL.");
}
