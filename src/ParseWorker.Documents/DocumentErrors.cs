using ParseWorker.Core.Errors;

namespace ParseWorker.Documents;

/// <summary>The errors that more than one engine gives, in the same words.</summary>
internal static class DocumentErrors
{
    public static ParseError Empty() =>
        new(ParseErrorCodes.DocumentEmpty, "The document holds no text. Send one that does.");

    public static ParseError Corrupt(string what) => ParseErrorTable.Explain(ParseErrorCodes.DocumentCorrupt, what);

    /// <summary>A parser's message may quote the document, so only the exception's type is reported.</summary>
    public static ParseError WithCause(ParseError error, Exception cause) =>
        error with { Details = new Dictionary<string, string> { ["cause"] = cause.GetType().Name } };

    public static ParseError PasswordProtected() =>
        ParseErrorTable.Explain(ParseErrorCodes.PasswordProtected, "The document needs a password to open.");

    /// <param name="what">A sentence about the document.</param>
    /// <param name="why">Why there is no OCR for it: how a sentence goes on after "It needs OCR, ".</param>
    public static ParseError NoTextLayer(string what, string why) =>
        new(ParseErrorCodes.NoTextLayer, $"{what} It needs OCR, {why}; or send a document with a text layer.");

    public static ParseError ImageTooLarge(long width, long height, long most) => new(
        ParseErrorCodes.ImageTooLarge,
        $"The image has {width:N0} x {height:N0} pixels; {most / 1_000_000:N0} million are read at most. Scale it down and send it again.");
}
