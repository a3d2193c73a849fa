using Google.Protobuf;

namespace ParseWorker.EndToEnd.Tests.Telemetry;

/// <summary>
/// A protobuf message as it was sent: the values of each field number, in their order. What a field means, its reader knows from the
/// schema (opentelemetry-proto), of which no package for .NET has the classes.
/// </summary>
internal sealed class ProtobufMessage
{
    private readonly ILookup<int, object> _fields;

    /// <exception cref="InvalidProtocolBufferException">It is cut off, or none.</exception>
    public ProtobufMessage(byte[] bytes) =>
        _fields = Read(new CodedInputStream(bytes)).ToLookup(field => field.Number, field => field.Value);

    /// <summary>The messages in a field; none when it was not sent.</summary>
    public IEnumerable<ProtobufMessage> Messages(int field) =>
        All<ByteString>(field).Select(bytes => new ProtobufMessage(bytes.ToByteArray()));

    /// <summary>The text in a field; empty when it was not sent.</summary>
    public string Text(int field) => Bytes(field).ToStringUtf8();

    /// <summary>The bytes in a field as lower-case hexadecimal digits; empty when it was not sent.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>The number in a field, of a fixed or variable length; 0 when it was not sent.</summary>
    public ulong Number(int field) => All<ulong>(field).LastOrDefault();

    private ByteString Bytes(int field) => All<ByteString>(field).LastOrDefault(ByteString.Empty);

    private IEnumerable<T> All<T>(int field) => _fields[field].Cast<T>();

    private static List<(int Number, object Value)> Read(CodedInputStream input)
    {
        var fields = new List<(int, object)>();
        while (input.ReadTag() is not 0 and var tag)
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => (ulong)input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes(),
                var type => throw new InvalidDataException($"OpenTelemetry's messages have no field of wire type {type}."),
            };
            fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }

        return fields;
    }
}
