using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>Numbers that a network holds.</summary>
/// <param name="Shape">Its dimensions; none for a single number.</param>
/// <param name="Values">Row by row.</param>
internal sealed record Weights(long[] Shape, float[] Values)
{
    /// <summary>One number for each channel.</summary>
    public static Weights OfChannels(float[] values) => new([values.Length], values);

    /// <summary>A tensor's numbers; null when they are no floats, or are held in another file.</summary>
    public static Weights? Of(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Float) return null;
        float[] values = [.. tensor.FloatData, .. MemoryMarshal.Cast<byte, float>(tensor.RawData.Span)];
        return values.Length == tensor.Dims.Aggregate(1L, (product, size) => product * size) ? new([.. tensor.Dims], values) : null;
    }

    public TensorProto ToTensor() => new()
    {
        Dims = { Shape },
        DataType = (int)TensorProto.Types.DataType.Float,
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Values)),
    };
}
