using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParseWorker.Api.Intake;

/// <summary>Reads whole numbers however they are written: <c>192</c>, <c>192.0</c> or <c>1.92e2</c>, as some languages write all
/// numbers.</summary>
internal sealed class WholeNumberConverter : JsonConverter<int>
{
    /// <inheritdoc />
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TryGetInt32(out var number)) return number;
        return reader.TryGetDecimal(out var exact) && exact == decimal.Truncate(exact) && exact is >= int.MinValue and <= int.MaxValue
            ? (int)exact
            : throw new JsonException();
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
