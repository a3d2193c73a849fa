namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>Protobuf's wire format (protobuf.dev, "Encoding"): fields that nobody asks for are passed on as they are.</summary>
internal static class WireFormat
{
    /// <summary>Bits of a varint's byte that count; the eighth says that more follow.</summary>
    private const int Bits = 7;

    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static List<WireField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<WireField>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var (number, type) = ((int)(tag >> 3), (WireType)(tag & 7));
            if (type == WireType.Varint) fields.Add(WireField.Of(number, Varint(message.Span, ref at)));
            else fields.Add(new(number, type, 0, Take(message, ref at, LengthOf(type, message.Span, ref at))));
        }
        return fields;
    }

    public static byte[] Write(IEnumerable<WireField> fields)
    {
        using var message = new MemoryStream();
        foreach (var field in fields)
        {
            Write(message, (ulong)field.Number << 3 | (ulong)field.Type);
            if (field.Type == WireType.Varint) Write(message, field.Value);
            if (field.Type == WireType.Bytes) Write(message, (ulong)field.Bytes.Length);
            message.Write(field.Bytes.Span);
        }
        return message.ToArray();
    }

    /// <summary>The numbers of a repeated field, which come one to a field or packed into one.</summary>
    public static IEnumerable<ulong> Numbers(WireField field)
    {
        if (field.Type == WireType.Varint) yield return field.Value;
        for (var at = 0; at < field.Bytes.Length;) yield return Varint(field.Bytes.Span, ref at);
    }

    private static ulong LengthOf(WireType type, ReadOnlySpan<byte> message, ref int at) => type switch
    {
        WireType.Fixed64 => sizeof(ulong),
        WireType.Fixed32 => sizeof(uint),
        WireType.Bytes => Varint(message, ref at),
        _ => throw new InvalidDataException("A field has no known type."),
    };

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, ulong length)
    {
        if (length > (ulong)(message.Length - at)) throw new InvalidDataException("A field is longer than its message.");
        var bytes = message.Slice(at, (int)length);
        at += (int)length;
        return bytes;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < sizeof(ulong) * 8; shift += Bits)
        {
            if (at >= message.Length) break;
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A number does not end.");
    }

    private static void Write(MemoryStream message, ulong value)
    {
        for (; value >= 0x80; value >>= Bits) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
