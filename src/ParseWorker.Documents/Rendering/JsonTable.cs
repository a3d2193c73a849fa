using System.Text.Encodings.Web;
using System.Text.Json;
using ParseWorker.Core.Storage;

namespace ParseWorker.Documents.Rendering;

/// <summary>
/// Writes a table as a fenced JSON block: <c>{"columns":[…],"rows":[[…]]}</c>, on one line so that no cell can end the fence.
/// </summary>
internal static class JsonTable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TableGrid grid)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("columns");
            Row(grid.ColumnNames, json);
            json.WriteStartArray("rows");
            foreach (var row in grid.Body) Row(row, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return $"```json\n{System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)}\n```";
    }

    private static void Row(IReadOnlyList<string> cells, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var cell in cells) json.WriteStringValue(StorableText.Of(InlineWriter.Write(cell, InlineForm.Value)));
        json.WriteEndArray();
    }
}
