using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes Outlook's <c>winmail.dat</c> ([MS-OXTNEF]): attributes one after the other, each with its checksum.</summary>
public static class SampleTnef
{
    private const byte OfMessage = 1;
    private const byte OfAttachment = 2;

    /// <summary>What stands before a message that is an object ([MS-OXTNEF] §2.1.3.4: IID_IMessage).</summary>
    private static readonly byte[] MessageId = new Guid("00020307-0000-0000-C000-000000000046").ToByteArray();

    /// <summary>A message with a text and one attachment.</summary>
    public static byte[] Message(string body, string attachmentName, byte[] attachment)
    {
        using var file = Start(body);
        Write(file, OfAttachment, 0x00018010, Encoding.ASCII.GetBytes(attachmentName + "\0"));
        Write(file, OfAttachment, 0x0006800F, attachment);
        return file.ToArray();
    }

    /// <summary>A message with a text, to which another message is attached.</summary>
    /// <param name="body">The text.</param>
    /// <param name="name">What the other is called; null when nothing says.</param>
    /// <param name="attached">The other, as a file of its own.</param>
    public static byte[] WithMessage(string body, string? name, byte[] attached)
    {
        using var properties = new MemoryStream();
        Number(properties, name is null ? 2 : 3);
        Number(properties, 0x37050003);
        Number(properties, 5);
        if (name is not null) Value(properties, 0x3707001E, [.. Encoding.ASCII.GetBytes(name), 0]);
        Value(properties, 0x3701000D, [.. MessageId, .. attached]);
        using var file = Start(body);
        Write(file, OfAttachment, 0x00069005, properties.ToArray());
        return file.ToArray();
    }

    /// <summary>The message, as far as the first values of its attachment.</summary>
    private static MemoryStream Start(string body)
    {
        var file = new MemoryStream();
        file.Write([0x78, 0x9F, 0x3E, 0x22, 1, 0]);
        Write(file, OfMessage, 0x00089006, [0, 0, 1, 0]);
        Write(file, OfMessage, 0x00069007, [0xE4, 4, 0, 0, 0, 0, 0, 0]);
        Write(file, OfMessage, 0x0002800C, Encoding.ASCII.GetBytes(body + "\0"));
        Write(file, OfAttachment, 0x00069002, new byte[14]);
        return file;
    }

    /// <summary>A property of one value of its own length, filled up to four bytes.</summary>
    private static void Value(MemoryStream properties, int tag, byte[] value)
    {
        Number(properties, tag);
        Number(properties, 1);
        Number(properties, value.Length);
        properties.Write(value);
        properties.Write(new byte[(4 - value.Length % 4) % 4]);
    }

    private static void Number(MemoryStream properties, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        properties.Write(bytes);
    }

    private static void Write(MemoryStream file, byte level, uint tag, byte[] value)
    {
        Span<byte> number = stackalloc byte[4];
        file.WriteByte(level);
        BinaryPrimitives.WriteUInt32LittleEndian(number, tag);
        file.Write(number);
        BinaryPrimitives.WriteInt32LittleEndian(number, value.Length);
        file.Write(number);
        file.Write(value);
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)value.Sum(part => part));
        file.Write(number[..2]);
    }
}
