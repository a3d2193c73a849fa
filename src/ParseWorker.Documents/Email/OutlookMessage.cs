using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ParseWorker.Core.CompoundFiles;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Email;

/// <summary>Reads an Outlook item ([MS-OXMSG]): each property is a stream named by its tag ([MS-OXPROPS]).</summary>
internal sealed class OutlookMessage
{
    private const int MaxAttachments = 1000;
    private const string PropertyStream = "__properties_version1.0";

    private readonly CompoundFile _file;

    private OutlookMessage(Stream content) =>
        _file = CompoundFile.Open(content) ?? throw new DocumentException(DocumentErrors.Corrupt("The message is cut off."));

    public static EmailMessage Read(Stream content, CancellationToken token)
    {
        var message = new OutlookMessage(content);
        token.ThrowIfCancellationRequested();
        var html = message.Html();
        var body = MessageText.OfHtml(html, token) is { Count: > 0 } rich ? rich : MessageText.OfPlain(message.Text("", 0x1000));
        return new(message.Text("", 0x0037), [.. message.Headers()], body, [.. message.Attachments(html, token)]);
    }

    private IEnumerable<(string, string)> Headers()
    {
        var (name, address) = (Text("", 0x0C1A), Text("", 0x5D01) is { Length: > 0 } smtp ? smtp : Text("", 0x0C1F));
        var sender = address.Contains('@', StringComparison.Ordinal) && address != name ? $"{name} <{address}>".Trim() : name;
        if (sender.Length > 0) yield return ("From", sender);
        if (Text("", 0x0E04) is { Length: > 0 } to) yield return ("To", to);
        if (Text("", 0x0E03) is { Length: > 0 } copies) yield return ("Cc", copies);
        if ((Time(0x0039) ?? Time(0x0E06)) is { } sent)
            yield return ("Date", sent.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
    }

    private IEnumerable<EmailAttachment> Attachments(string? html, CancellationToken token)
    {
        var storages = _file.Paths.Where(path => path.StartsWith("__attach_version1.0_#", StringComparison.Ordinal))
            .Select(path => path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)]);
        foreach (var storage in storages.Distinct().Where(storage => storage.Length > 0).Order(StringComparer.Ordinal).Take(MaxAttachments))
        {
            token.ThrowIfCancellationRequested();
            if (MessageText.Shows(html, Text(storage, 0x3712))) continue;
            var name = new[] { Text(storage, 0x3707), Text(storage, 0x3704), Text(storage, 0x3001) }.FirstOrDefault(text => text.Length > 0)
                ?? "attachment";
            // A message within the message is no stream of bytes but a storage: it is listed, not opened.
            yield return new(name, _file.Read($"{storage}__substg1.0_37010102") ?? []);
        }
    }

    /// <summary>HTML is kept as bytes, or as text when a program that knows no better wrote it.</summary>
    private string? Html()
    {
        if (_file.Read("__substg1.0_10130102") is not { Length: > 0 } bytes) return Text("", 0x1013) is { Length: > 0 } text ? text : null;
        using var content = new MemoryStream(bytes);
        return TextDecoder.Decode(content, Documents.Html.DeclaredEncoding.Find);
    }

    /// <summary>
    /// A text property, in Unicode or in the sender's code page, which is read as Windows-1252; empty when there is none.
    /// </summary>
    private string Text(string storage, int tag)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{storage}__substg1.0_{tag:X4}");
        if (_file.Read(name + "001F") is { } unicode) return Encoding.Unicode.GetString(unicode).Trim('\0', ' ', '\r', '\n');
        return _file.Read(name + "001E") is { } bytes ? TextDecoder.Western.GetString(bytes).Trim('\0', ' ', '\r', '\n') : "";
    }

    /// <summary>Times stand in the table of properties: after 32 bytes, 16 for each, tag and type first ([MS-OXMSG] §2.4).</summary>
    private DateTimeOffset? Time(int tag)
    {
        var table = _file.Read(PropertyStream) ?? [];
        for (var at = 32; at + 16 <= table.Length; at += 16)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(at)) != (uint)(tag << 16 | 0x40)) continue;
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(at + 8));
            return ticks > 0 && ticks < DateTimeOffset.MaxValue.ToFileTime() ? DateTimeOffset.FromFileTime(ticks).ToUniversalTime() : null;
        }
        return null;
    }
}
