using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>A message, whatever it came in. What passes for marks is left out of its header.</summary>
/// <param name="Subject">Empty when there is none.</param>
/// <param name="Headers">Name and value of what a reader of mail shows, in its order.</param>
/// <param name="Body">What it says.</param>
/// <param name="Attachments">In the message's order.</param>
internal sealed record EmailMessage(
    string Subject,
    IReadOnlyList<(string Name, string Value)> Headers,
    IReadOnlyList<Block> Body,
    IReadOnlyList<EmailAttachment> Attachments)
{
    public string Subject { get; } = InlineMark.Without(Subject);

    public IReadOnlyList<(string Name, string Value)> Headers { get; } =
        [.. Headers.Select(header => (header.Name, InlineMark.Without(header.Value)))];
}

/// <summary>A document that a message carries.</summary>
/// <param name="Name">Its file name, or what it is for want of one; what passes for marks is left out.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EmailAttachment(string Name, byte[] Content)
{
    public string Name { get; } = InlineMark.Without(Name);
}
