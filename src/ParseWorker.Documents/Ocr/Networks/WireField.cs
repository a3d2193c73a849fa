using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>A field of a message in protobuf's wire format, which ONNX files are written in.</summary>
/// <param name="Number">As the message's definition numbers it.</param>
/// <param name="Type">How its value is written.</param>
/// <param name="Value">A varint's value; 0 for the others.</param>
/// <param name="Bytes">The others' value.</param>
internal readonly record struct WireField(int Number, WireType Type, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public float Single => BinaryPrimitives.ReadSingleLittleEndian(Bytes.Span);

    public static WireField Of(int number, ulong value) => new(number, WireType.Varint, value, default);

    public static WireField Of(int number, ReadOnlyMemory<byte> bytes) => new(number, WireType.Bytes, 0, bytes);

    public static WireField Of(int number, string text) => Of(number, Encoding.UTF8.GetBytes(text));

    public static WireField Of(int number, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return new(number, WireType.Fixed32, 0, bytes);
    }
}

/// <summary>How a field's value is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
