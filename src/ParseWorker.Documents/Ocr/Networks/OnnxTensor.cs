using System.Runtime.InteropServices;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>Numbers that a network holds: ONNX's TensorProto.</summary>
/// <param name="Shape">Its dimensions; none for a single number.</param>
/// <param name="Values">Row by row.</param>
internal sealed record OnnxTensor(long[] Shape, float[] Values)
{
    private const int Dimensions = 1;
    private const int Type = 2;
    private const int Floats = 4;
    private const int Raw = 9;

    /// <summary>TensorProto.DataType.FLOAT.</summary>
    private const ulong Float = 1;

    /// <summary>One number for each channel.</summary>
    public static OnnxTensor Of(params float[] values) => new([values.Length], values);

    /// <summary>Null when it holds other numbers than floats, or holds them elsewhere.</summary>
    public static OnnxTensor? Read(ReadOnlyMemory<byte> message)
    {
        var fields = WireFormat.Read(message);
        if (!fields.Exists(field => field.Number == Type && field.Value == Float)) return null;
        var shape = fields.Where(field => field.Number == Dimensions).SelectMany(WireFormat.Numbers).Select(size => (long)size).ToArray();
        var values = fields.Where(field => field.Number is Floats or Raw).SelectMany(field => MemoryMarshal.Cast<byte, float>(field.Bytes.Span).ToArray()).ToArray();
        return values.Length == shape.Aggregate(1L, (product, size) => product * size) ? new(shape, values) : null;
    }

    public byte[] Write() => WireFormat.Write(
    [
        .. Shape.Select(size => WireField.Of(Dimensions, (ulong)size)),
        WireField.Of(Type, Float),
        WireField.Of(Raw, MemoryMarshal.AsBytes<float>(Values).ToArray()),
    ]);
}
