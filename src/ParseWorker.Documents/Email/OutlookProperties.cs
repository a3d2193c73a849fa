using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ParseWorker.Core.CompoundFiles;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Email;

/// <summary>
/// The properties of an Outlook item and its attachments: each is a stream named by its tag ([MS-OXPROPS]), or stands in the table of
/// those of fixed length ([MS-OXMSG] §2.4).
/// </summary>
internal sealed class OutlookProperties
{
    private const string Attachment = "__attach_version1.0_#";

    /// <summary>Bytes before the table of an item that no other holds.</summary>
    private const int TableHeader = 32;

    private const int TableEntry = 16;

    private readonly CompoundFile _file;
    private readonly byte[] _table;
    private readonly Encoding? _messageEncoding;

    /// <exception cref="DocumentException">The file is cut off.</exception>
    public OutlookProperties(Stream content)
    {
        _file = CompoundFile.Open(content) ?? throw new DocumentException(DocumentErrors.Corrupt("The message is cut off."));
        _table = _file.Read("__properties_version1.0") ?? [];
        InternetEncoding = EncodingOf(0x3FDE);
        _messageEncoding = EncodingOf(0x3FFD) ?? InternetEncoding;
    }

    /// <summary>What the body was sent in (PidTagInternetCodepage); null when the item does not say.</summary>
    public Encoding? InternetEncoding { get; }

    /// <summary>The attachments' storages, each with a slash at its end, in the order of their numbers.</summary>
    public IEnumerable<string> AttachmentStorages() => _file.Paths
        .Where(path => path.StartsWith(Attachment, StringComparison.Ordinal) && path.Contains('/', StringComparison.Ordinal))
        .Select(path => path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)])
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>A text, in Unicode or in the sender's code page (PidTagMessageCodepage); empty when there is none.</summary>
    public string Text(string storage, int tag)
    {
        if (Read(storage, tag, "001F") is { } unicode) return Trimmed(Encoding.Unicode.GetString(unicode));
        if (Read(storage, tag, "001E") is not { } bytes) return "";
        return Trimmed(TextDecoder.DecodeAny(bytes, _ => _messageEncoding));
    }

    /// <summary>Bytes; null when there are none.</summary>
    public byte[]? Bytes(string storage, int tag) => Read(storage, tag, "0102");

    /// <summary>A time of the item, in UTC; null when there is none.</summary>
    public DateTimeOffset? Time(int tag)
    {
        if (Fixed(tag, 0x40) is not { } value) return null;
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(value.Span);
        return ticks > 0 && ticks < DateTimeOffset.MaxValue.ToFileTime() ? DateTimeOffset.FromFileTime(ticks).ToUniversalTime() : null;
    }

    private static string Trimmed(string text) => text.Trim('\0', ' ', '\r', '\n');

    private byte[]? Read(string storage, int tag, string type) =>
        _file.Read(string.Create(CultureInfo.InvariantCulture, $"{storage}__substg1.0_{tag:X4}{type}"));

    private Encoding? EncodingOf(int tag)
    {
        if (Fixed(tag, 0x03) is not { } value) return null;
        var codePage = BinaryPrimitives.ReadInt32LittleEndian(value.Span);
        return codePage switch
        {
            65001 => Encoding.UTF8,
            > 0 and < 65_000 and not (1200 or 1201) => CodePagesEncodingProvider.Instance.GetEncoding(codePage),
            _ => null,
        };
    }

    /// <summary>The eight bytes of a value of fixed length: they follow its type, its tag and its flags.</summary>
    private ReadOnlyMemory<byte>? Fixed(int tag, int type)
    {
        for (var at = TableHeader; at + TableEntry <= _table.Length; at += TableEntry)
            if (BinaryPrimitives.ReadUInt32LittleEndian(_table.AsSpan(at)) == (uint)(tag << 16 | type)) return _table.AsMemory(at + 8, 8);
        return null;
    }
}
