using ParseWorker.Core.Errors;

namespace ParseWorker.Documents;

/// <summary>A document that cannot be parsed, and why.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Carries an error to the client.</summary>
    /// <param name="error">Never holds document text.</param>
    /// <param name="cause">What a library threw, or null.</param>
    public DocumentException(ParseError error, Exception? cause = null)
        : base(error.Message, cause)
    {
        Error = error;
    }

    /// <summary>Carries an error without details.</summary>
    /// <param name="code">One of <see cref="ParseErrorCodes"/>.</param>
    /// <param name="message">A sentence: what happened and what to do.</param>
    /// <param name="cause">What a library threw, or null.</param>
    public DocumentException(string code, string message, Exception? cause = null)
        : this(new ParseError(code, message), cause)
    {
    }

    /// <summary>What the client is told.</summary>
    public ParseError Error { get; }
}
