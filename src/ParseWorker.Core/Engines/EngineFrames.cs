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

    private const int HeaderBytes = sizeof(int);

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

    /// <summary>Writes one message on the calling thread: a host's engine must not wait for the thread pool.</summary>
    public static void Write(Stream pipe, EngineMessage message)
    {
        pipe.Write(Frame(message, Json.EngineMessage));
        pipe.Flush();
    }

    /// <summary>Reads one command on the calling thread, so that a busy host hears the end of its pipe; null at that end.</summary>
    /// <exception cref="InvalidDataException">The worker does not speak this language, or died within a frame.</exception>
    public static EngineCommand? ReadCommand(Stream pipe)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = pipe.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (read == 0) return null;
        var json = new byte[Length(header[..read])];
        read = pipe.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
        return Parse(json.AsSpan(0, read), json.Length, Json.EngineCommand);
    }

    private static async Task WriteAsync<T>(Stream pipe, T message, JsonTypeInfo<T> type, CancellationToken token)
    {
        await pipe.WriteAsync(Frame(message, type), token);
        await pipe.FlushAsync(token);
    }

    private static async Task<T?> ReadAsync<T>(Stream pipe, JsonTypeInfo<T> type, CancellationToken token)
        where T : class
    {
        var header = new byte[HeaderBytes];
        var read = await pipe.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, token);
        if (read == 0) return null;
        var json = new byte[Length(header.AsSpan(0, read))];
        read = await pipe.ReadAtLeastAsync(json, json.Length, throwOnEndOfStream: false, token);
        return Parse(json.AsSpan(0, read), json.Length, type);
    }

    private static byte[] Frame<T>(T message, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var frame = new byte[HeaderBytes + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, HeaderBytes);
        return frame;
    }

    private static int Length(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes) throw new InvalidDataException("The pipe ended within a frame's length.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is > 0 and <= MaxBytes ? length : throw new InvalidDataException($"A frame of {length} bytes is not one of ours.");
    }

    private static T Parse<T>(ReadOnlySpan<byte> json, int length, JsonTypeInfo<T> type)
        where T : class
    {
        if (json.Length < length) throw new InvalidDataException($"The pipe ended after {json.Length} of a frame's {length} bytes.");
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
