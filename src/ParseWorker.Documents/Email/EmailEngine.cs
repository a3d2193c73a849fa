namespace ParseWorker.Documents.Email;

/// <summary>
/// E-mail: Internet messages by MimeKit, Outlook's MSG files by their compound file. Nothing that a message refers to is fetched.
/// </summary>
internal sealed class EmailEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var message = source.Sniffed.MimeType == "application/vnd.ms-outlook"
            ? OutlookMessage.Read(source.Content, token)
            : InternetMessage.Read(source.Content, token);
        return new EmailDocument(message, source.Options, source.OpenInner);
    }
}
