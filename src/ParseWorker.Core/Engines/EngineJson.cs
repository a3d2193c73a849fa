using System.Text.Json.Serialization;

namespace ParseWorker.Core.Engines;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EngineCommand))]
[JsonSerializable(typeof(EngineMessage))]
internal sealed partial class EngineJson : JsonSerializerContext;
