using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes Outlook's <c>winmail.dat</c> ([MS-OXTNEF]): attributes one after the other, each with its checksum.</summary>
public static class SampleTnef
{
    private const byte OfMessage = 1;
    private const byte OfAttachment = 2;

    /// <summary>A message with a text and one attachment.</summary>
    public static byte[] Message(string body, string attachmentName, byte[] attachment)
    {
        using var file = new MemoryStream();
        file.Write([0x78, 0x9F, 0x3E, 0x22, 1, 0]);
        Write(file, OfMessage, 0x00089006, [0, 0, 1, 0]);
        Write(file, OfMessage, 0x00069007, [0xE4, 4, 0, 0, 0, 0, 0, 0]);
        Write(file, OfMessage, 0x0002800C, Encoding.ASCII.GetBytes(body + "\0"));
        Write(file, OfAttachment, 0x00069002, new byte[14]);
        Write(file, OfAttachment, 0x00018010, Encoding.ASCII.GetBytes(attachmentName + "\0"));
        Write(file, OfAttachment, 0x0006800F, attachment);
        return file.ToArray();
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
