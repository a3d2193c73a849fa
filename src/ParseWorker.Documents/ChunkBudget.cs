using ParseWorker.Core.Errors;

namespace ParseWorker.Documents;

/// <summary>
/// Limits the total number and size of documents embedded in a DOCX, nested ones included: one stored part can be referenced thousands of
/// times.
/// </summary>
internal sealed class ChunkBudget
{
    /// <summary>Documents that are opened; reports that programs put together have some hundred.</summary>
    public const int MaxChunks = 1000;

    private const long MaxBytes = 64 * 1024 * 1024;

    private int _chunks = MaxChunks;

    /// <summary>Bytes that may still be read.</summary>
    public long Bytes { get; private set; } = MaxBytes;

    /// <summary>Whether a limit was passed: the document as a whole is refused then.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Counts a document to be opened.</summary>
    /// <exception cref="DocumentException">There are too many.</exception>
    public void Open()
    {
        if (IsSpent || --_chunks < 0) throw Spent();
    }

    /// <summary>Counts what was read of it.</summary>
    public void Read(long bytes) => Bytes -= bytes;

    /// <summary>The error of a document that passes a limit.</summary>
    public DocumentException Spent()
    {
        IsSpent = true;
        return new(ParseErrorCodes.DocumentTooLarge,
            $"The documents within the DOCX are more than {MaxChunks:N0}, or more than {MaxBytes / (1024 * 1024)} MiB. Send them apart.");
    }
}
