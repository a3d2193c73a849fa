using System.Buffers;
using System.Text;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake.Decoding;

namespace ParseWorker.Api.Intake;

/// <summary>
/// Splits a create's JSON while it streams in: the document's string goes through its decoder, everything else is copied to
/// an envelope with "" in its place. The envelope is valid JSON exactly when the body is, so its parser does the checking.
/// </summary>
/// <param name="document">Decodes the document's string.</param>
internal sealed class CreateBodyScanner(DocumentText document)
{
    /// <summary>Bytes of a body without its document; instructions are the only long thing in it.</summary>
    public const int MaxEnvelope = 1024 * 1024;

    // One more than the longest name that matters.
    private const int MaxKey = 9;

    private readonly ArrayBufferWriter<byte> _envelope = new();
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly JsonStringDecoder _string = new();
    private Token _token;
    private int _depth;
    private bool _rootIsObject;
    private bool _inDocument;
    private bool _valueIsNext;

    private enum Token
    {
        None,
        Key,
        OtherString,
        Document,
    }

    /// <summary>The body without the document, once all of it was fed.</summary>
    public ReadOnlyMemory<byte> Envelope => _envelope.WrittenMemory;

    // Depth 1 holds "document", depth 2 its fields; nothing deeper matters.
    private bool IsObjectOfInterest => _depth switch { 1 => _rootIsObject, 2 => _inDocument, _ => false };

    /// <summary>Takes the next piece of the body.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var length = _token == Token.None ? FeedStructure(piece) : FeedString(piece);
            piece = piece[length..];
        }
    }

    private int FeedStructure(ReadOnlySpan<byte> piece)
    {
        var quote = piece.IndexOf((byte)'"');
        var structure = quote < 0 ? piece : piece[..quote];
        foreach (var character in structure) Follow(character);
        Copy(structure);
        if (quote < 0) return piece.Length;

        Copy("\""u8);
        BeginString();
        return quote + 1;
    }

    private void Follow(byte character)
    {
        switch (character)
        {
            case (byte)'{' or (byte)'[':
                Open(isObject: character == '{');
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                break;
            case (byte)':':
                _valueIsNext = true;
                break;
            case (byte)',':
                _valueIsNext = false;
                break;
        }
    }

    private void Open(bool isObject)
    {
        _depth++;
        if (_depth == 1) _rootIsObject = isObject;
        if (_depth == 2) _inDocument = isObject && _rootIsObject && _valueIsNext && Key() == "document";
        _valueIsNext = false;
    }

    private void BeginString()
    {
        _token = Token.OtherString;
        if (!IsObjectOfInterest) return;
        if (!_valueIsNext)
        {
            _token = Token.Key;
            _key.ResetWrittenCount();
        }
        else if (_inDocument && _depth == 2 && DocumentText.IsField(Key()))
        {
            _token = Token.Document;
            document.Begin(Key());
        }
    }

    private int FeedString(ReadOnlySpan<byte> piece)
    {
        ByteSink sink = _token switch
        {
            Token.Key => KeepKey,
            Token.Document => document.Feed,
            _ => Ignore,
        };
        var length = _string.Feed(piece, sink, out var ended);
        if (_token != Token.Document) Copy(piece[..length]);
        if (!ended) return length;

        if (_token == Token.Document) EndDocument();
        _token = Token.None;
        return length;
    }

    private void EndDocument()
    {
        document.End();
        Copy("\""u8);
    }

    private static void Ignore(ReadOnlySpan<byte> bytes)
    {
    }

    private void KeepKey(ReadOnlySpan<byte> bytes) =>
        _key.Write(bytes[..Math.Min(bytes.Length, MaxKey - _key.WrittenCount)]);

    private string Key() => Encoding.UTF8.GetString(_key.WrittenSpan);

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_envelope.WrittenCount + bytes.Length > MaxEnvelope) throw EnvelopeTooLarge();
        _envelope.Write(bytes);
    }

    private static RefusedException EnvelopeTooLarge() => new(new ApiError(
        StatusCodes.Status413PayloadTooLarge, "request_too_large",
        "The request body without its document is larger than 1 MiB. Shorten 'instructions' or drop fields that are not needed."));
}
