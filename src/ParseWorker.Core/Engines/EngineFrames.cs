using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParseWorker.Core.Engines;

/// <summary>
/// The language on the pipes between worker and engine host: a frame is its length (4 bytes, little-endian) and that many
/// bytes of JSON. The worker sends one <see cref="EngineRequest"/> a document; the host answers with <see cref="EngineMessage"/>s.
/// </summary>
public static class EngineFrames
{
    /// <summary>Bytes of one frame at most: a page's text, escaped, with room to spare. A longer one is a broken host.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Writes one frame and flushes it.</summary>
    public static async Task WriteAsync<T>(Stream pipe, T message, CancellationToken token)
        where T : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, typeof(T), EngineJson.Default);
        var frame = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, sizeof(int));
        await pipe.WriteAsync(frame, token);
        await pipe.FlushAsync(token);
    }

    /// <summary>Reads one frame; null at the end of the pipe.</summary>
    /// <exception cref="InvalidDataException">The other side does not speak this language, or died within a frame.</exception>
    public static async Task<T?> ReadAsync<T>(Stream pipe, CancellationToken token)
        where T : class
    {
        var header = new byte[sizeof(int)];
        var read = await pipe.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, token);
        if (read == 0) return null;
        if (read < header.Length) throw new InvalidDataException("The pipe ended within a frame's length.");

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MaxBytes) throw new InvalidDataException($"A frame of {length} bytes is not one of ours.");

        var json = new byte[length];
        read = await pipe.ReadAtLeastAsync(json, length, throwOnEndOfStream: false, token);
        if (read < length) throw new InvalidDataException($"The pipe ended after {read} of a frame's {length} bytes.");

        try
        {
            return (T?)JsonSerializer.Deserialize(json, typeof(T), EngineJson.Default)
                ?? throw new InvalidDataException("A frame held null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("A frame held no message of ours.", exception);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EngineRequest))]
[JsonSerializable(typeof(EngineMessage))]
internal sealed partial class EngineJson : JsonSerializerContext;
