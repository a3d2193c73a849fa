using System.Text.Json;
using System.Text.RegularExpressions;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>Reads answers as the strictest of the clients would: what any of them refuses fails here.</summary>
internal static partial class StrictReader
{
    private static readonly string[] Keys =
    [
        "id", "file", "model", "table_parsing_format", "image_resolution_dpi", "instructions", "output", "status", "error", "usage",
        "created_at", "updated_at",
    ];

    /// <summary>A Parse in <paramref name="status"/>: every key in its place, nulls written out.</summary>
    public static void ReadParse(JsonElement parse, string status)
    {
        // Nobody refuses keys that it does not know; the known ones come first, in the contract's order.
        Assert.Equal(Keys, parse.EnumerateObject().Select(property => property.Name).Take(Keys.Length));
        Assert.StartsWith("prs_", Text(parse, "id"), StringComparison.Ordinal);
        var file = Object(parse, "file");
        Assert.StartsWith("file_", Text(file, "id"), StringComparison.Ordinal);
        Text(file, "filename");
        Text(file, "mime_type");
        Text(parse, "model");
        Assert.Contains(Text(parse, "table_parsing_format"), TableFormatNames.All);
        Assert.InRange(parse.GetProperty("image_resolution_dpi").GetInt32(), 72, 300);
        TextOrNull(parse, "instructions");
        Assert.Equal(status, Text(parse, "status"));
        ReadOutput(Object(parse, "output"), status);
        ReadFailure(parse.GetProperty("error"), status);
        ReadUsage(parse.GetProperty("usage"), status);
        ReadTime(parse, "created_at");
        ReadTime(parse, "updated_at");
    }

    /// <summary>One page of anything: both cursors are there, also when they are null.</summary>
    /// <returns>The rows.</returns>
    public static JsonElement[] ReadList(JsonElement list)
    {
        var cursors = Object(list, "list_metadata");
        TextOrNull(cursors, "before");
        TextOrNull(cursors, "after");
        return [.. list.GetProperty("data").EnumerateArray()];
    }

    /// <summary>A file's record.</summary>
    public static void ReadFile(JsonElement file)
    {
        Assert.Equal("file", Text(file, "object"));
        Assert.StartsWith("file_", Text(file, "id"), StringComparison.Ordinal);
        Text(file, "filename");
        Text(file, "mime_type");
        ReadTime(file, "created_at");
        ReadTime(file, "updated_at");

        // Of a file that nobody has parsed.
        Assert.Equal(JsonValueKind.Null, file.GetProperty("page_count").ValueKind);
    }

    /// <summary>Where an upload's bytes go, in the spelling of most clients or in that of .NET.</summary>
    public static void ReadUpload(JsonElement upload, bool snakeCase)
    {
        string Key(string camel) => snakeCase ? JsonNamingPolicy.SnakeCaseLower.ConvertName(camel) : camel;
        var id = Text(upload, Key("fileId"));
        Assert.StartsWith("file_", id, StringComparison.Ordinal);
        Assert.StartsWith("http", Text(upload, Key("uploadUrl")), StringComparison.Ordinal);
        Assert.Equal("PUT", Text(upload, Key("uploadMethod")));
        foreach (var header in Object(upload, Key("uploadHeaders")).EnumerateObject()) Assert.NotEmpty(header.Value.GetString()!);
        ReadMimeData(Object(upload, Key("mimeData")), id);
        ReadTime(upload, Key("expiresAt"));
    }

    /// <summary>A document's name and its URL, whose last part without its extension is the file's id.</summary>
    public static void ReadMimeData(JsonElement document, string fileId)
    {
        Text(document, "filename");
        Assert.Matches($"^https://storage\\.retab\\.com/[^/]+/{fileId}\\.[a-z0-9]+$", Text(document, "url"));
    }

    /// <summary>A link to a file's bytes.</summary>
    public static void ReadLink(JsonElement link, string fileId)
    {
        Assert.True(Uri.IsWellFormedUriString(Text(link, "download_url"), UriKind.Absolute));
        Assert.Equal("60 minutes", Text(link, "expires_in"));
        Text(link, "filename");
        ReadMimeData(Object(link, "mime_data"), fileId);
    }

    /// <summary>An error: a sentence twice, a code, an object.</summary>
    public static void ReadError(JsonElement error)
    {
        Assert.NotEmpty(Text(error, "detail"));
        Assert.Equal(Text(error, "detail"), Text(error, "message"));
        Assert.Matches(Code(), Text(error, "code"));
        Object(error, "details");
    }

    private static void ReadOutput(JsonElement output, string status)
    {
        var pages = output.GetProperty("pages").EnumerateArray().Select(page => page.GetString()!).ToArray();
        Assert.All(pages, Assert.NotNull);
        Assert.Equal(string.Join("\n\n", pages), Text(output, "text"));
        if (status != "completed") Assert.Empty(pages);
    }

    private static void ReadFailure(JsonElement error, string status)
    {
        if (status != "failed")
        {
            Assert.Equal(JsonValueKind.Null, error.ValueKind);
            return;
        }

        Text(error, "code");
        Text(error, "message");
        Assert.Contains(error.GetProperty("details").ValueKind, new[] { JsonValueKind.Null, JsonValueKind.Object });
    }

    private static void ReadUsage(JsonElement usage, string status)
    {
        if (status != "completed")
        {
            Assert.Equal(JsonValueKind.Null, usage.ValueKind);
            return;
        }

        usage.GetProperty("credits").GetDecimal();
        usage.GetProperty("page_count").GetInt32();
    }

    private static void ReadTime(JsonElement holder, string name) => Assert.Matches(Instant(), Text(holder, name));

    private static string Text(JsonElement holder, string name)
    {
        var value = holder.GetProperty(name);
        Assert.True(value.ValueKind == JsonValueKind.String, $"{name} is {value.ValueKind}: {holder}");
        return value.GetString()!;
    }

    private static void TextOrNull(JsonElement holder, string name) =>
        Assert.Contains(holder.GetProperty(name).ValueKind, new[] { JsonValueKind.String, JsonValueKind.Null });

    private static JsonElement Object(JsonElement holder, string name)
    {
        var value = holder.GetProperty(name);
        Assert.True(value.ValueKind == JsonValueKind.Object, $"{name} is {value.ValueKind}: {holder}");
        return value;
    }

    /// <summary>RFC 3339 with its offset, and no more digits than every client reads.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();

    [GeneratedRegex("^[a-z0-9_]+$")]
    private static partial Regex Code();
}
