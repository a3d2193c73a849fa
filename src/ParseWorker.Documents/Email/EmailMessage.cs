using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>A message, whatever it came in.</summary>
/// <param name="Subject">Empty when there is none.</param>
/// <param name="Headers">Name and value of what a reader of mail shows, in its order.</param>
/// <param name="Body">What it says.</param>
/// <param name="Attachments">In the message's order.</param>
internal sealed record EmailMessage(
    string Subject, IReadOnlyList<(
        string Name, string Value)> Headers, IReadOnlyList<Block> Body, IReadOnlyList<EmailAttachment> Attachments);

/// <summary>A document that a message carries.</summary>
/// <param name="Name">Its file name, or what it is for want of one.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EmailAttachment(string Name, byte[] Content);
