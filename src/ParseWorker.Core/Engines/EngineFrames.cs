using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ParseWorker.Core.Engines;

/// <summary>
/// The language on the pipes between worker and engine host: a frame is its length (4 bytes, little-endian) and that many
/// bytes of JSON. The worker sends <see cref="EngineCommand"/>s; the host answers with <see cref="EngineMessage"/>s.
/// </summary>
public static class EngineFrames
{
    /// <summary>Bytes of one frame at most: a page's text, escaped, with room to spare. A longer one is a broken host.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Leaves letters as they are: no browser reads these frames, and a Greek page would be three times as long.</summary>
    private static readonly EngineJson Json =
        new(new JsonSerializerOptions(EngineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes one command and flushes it.</summary>
    public static Task WriteAsync(Stream pipe, EngineCommand command, CancellationToken token) =>
        WriteAsync(pipe, command, Json.EngineCommand, token);

    /// <summary>Writes one message and flushes it.</summary>
    public static Task WriteAsync(Stream pipe, EngineMessage message, CancellationToken token) =>
        WriteAsync(pipe, message, Json.EngineMessage, token);

    /// <summary>Reads one command; null at the end of the pipe.</summary>
    /// <exception cref="InvalidDataException">The worker does not speak this language, or died within a frame.</exception>
    public static Task<EngineCommand?> ReadCommandAsync(Stream pipe, CancellationToken token) =>
        ReadAsync(pipe, Json.EngineCommand, token);

    /// <summary>Reads one message; null at the end of the pipe.</summary>
    /// <exception cref="InvalidDataException">The host does not speak this language, or died within a frame.</exception>
    public static Task<EngineMessage?> ReadMessageAsync(Stream pipe, CancellationToken token) =>
        ReadAsync(pipe, Json.EngineMessage, token);

    private static async Task WriteAsync<T>(Stream pipe, T message, JsonTypeInfo<T> type, CancellationToken token)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var frame = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, sizeof(int));
        await pipe.WriteAsync(frame, token);
        await pipe.FlushAsync(token);
    }

    private static async Task<T?> ReadAsync<T>(Stream pipe, JsonTypeInfo<T> type, CancellationToken token)
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
        return Parse(json, type);
    }

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("A frame held null.");
        }
        // An unknown or missing type name is NotSupportedException.
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException("A frame held no message of ours.", exception);
        }
    }
}
