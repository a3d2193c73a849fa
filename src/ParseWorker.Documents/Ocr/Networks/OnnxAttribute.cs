namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>How a layer works: ONNX's AttributeProto.</summary>
/// <param name="Fields">Its fields.</param>
internal sealed record OnnxAttribute(IReadOnlyList<WireField> Fields)
{
    private const int NameField = 1;
    private const int FloatField = 2;
    private const int IntegerField = 3;
    private const int TensorField = 5;
    private const int IntegersField = 8;
    private const int TypeField = 20;

    public string Name => Field(NameField)?.Text ?? "";

    public float? Single => Field(FloatField)?.Single;

    public IEnumerable<long> Integers => Fields.Where(one => one.Number == IntegersField).SelectMany(WireFormat.Numbers).Select(number => (long)number);

    public OnnxTensor? Tensor => Field(TensorField) is { } tensor ? OnnxTensor.Read(tensor.Bytes) : null;

    // The types are AttributeProto.AttributeType's FLOAT, INT and TENSOR.
    public static OnnxAttribute Of(string name, float value) => Of(name, WireField.Of(FloatField, value), 1);

    public static OnnxAttribute Of(string name, long value) => Of(name, WireField.Of(IntegerField, (ulong)value), 2);

    public static OnnxAttribute Of(string name, OnnxTensor value) => Of(name, WireField.Of(TensorField, value.Write()), 4);

    public byte[] Write() => WireFormat.Write(Fields);

    private static OnnxAttribute Of(string name, WireField value, ulong type) => new([WireField.Of(NameField, name), value, WireField.Of(TypeField, type)]);

    private WireField? Field(int number) => Fields.Where(field => field.Number == number).Select(field => (WireField?)field).FirstOrDefault();
}
