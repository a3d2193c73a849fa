using System.Text.Json;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Worker.Webhooks;

/// <summary>The body of a message: what happened, when, and the Parse object as GET answers it without its text.</summary>
internal static class WebhookPayload
{
    /// <summary>Writes it as UTF-8. A parse that has ended never changes, so it is the same bytes at every attempt.</summary>
    public static byte[] Of(ParseEventKind kind, DateTimeOffset at, Parse parse)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ParseJson.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", WebhookEvents.NameOf(kind));
            json.WriteString("timestamp", at.UtcDateTime);
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, ParseBody.Of(parse), ParseJson.Contract.ParseBody);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
