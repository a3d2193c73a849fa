namespace ParseWorker.Documents.Email;

/// <summary>
/// E-mail: Internet messages and Outlook's <c>winmail.dat</c> by MimeKit, Outlook's MSG files by their compound file. Nothing that a
/// message refers to is fetched.
/// </summary>
internal sealed class EmailEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token) =>
        new EmailDocument(Messages(source, token), source, token);

    private static IEnumerable<Func<EmailMessage>> Messages(DocumentSource source, CancellationToken token) =>
        source.Sniffed.MimeType switch
        {
            "application/vnd.ms-outlook" => [() => OutlookMessage.Read(source.Content, token)],
            "application/vnd.ms-tnef" => [() => Packed(source.Content, token)],
            _ => InternetMessage.ReadAll(source.Content, token),
        };

    private static EmailMessage Packed(Stream content, CancellationToken token)
    {
        using var message = TnefMessage.Read(content, token);
        return InternetMessage.Read(message, token, packed: 1);
    }
}
