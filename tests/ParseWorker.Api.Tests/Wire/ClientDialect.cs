using System.Text;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>How one client library writes its requests, byte for byte.</summary>
internal sealed record ClientDialect
{
    public required string Name { get; init; }

    /// <summary>The header lines of every request; {key} is the key.</summary>
    public required string[] Headers { get; init; }

    /// <summary>What a request without a body carries besides, when its method has none by nature.</summary>
    public string[] OnGet { get; init; } = [];

    /// <summary>Header lines of a cancel, and its body.</summary>
    public string[] OnCancel { get; init; } = ["Content-Length: 0"];

    public string CancelBody { get; init; } = "";

    /// <summary>Header lines of a delete, and its body.</summary>
    public string[] OnDelete { get; init; } = [];

    public string DeleteBody { get; init; } = "";

    /// <summary>What the client calls JSON.</summary>
    public string JsonType { get; init; } = "Content-Type: application/json";

    /// <summary>What stands in front of the path when the base URL ends in "/" or "/v1".</summary>
    public string Base { get; init; } = "";

    public string Yes { get; init; } = "true";

    public string No { get; init; } = "false";

    /// <summary>True when bodies are sent in chunks, their length untold.</summary>
    public bool IsChunked { get; init; }

    /// <summary>True when a path's "_" is percent-encoded.</summary>
    public bool EncodesUnderscore { get; init; }

    /// <summary>Body of a create: {name} and {url} are the document's, {background} is as the client writes a JSON boolean.</summary>
    public required string Create { get; init; }

    /// <summary>Body that announces an upload: {name}, {size} and {sha256}.</summary>
    public string Announce { get; init; } = """{"filename":"{name}","size_bytes":{size}}""";

    /// <summary>Body that completes an upload: {sha256}.</summary>
    public string Complete { get; init; } = "{}";

    /// <summary>Header lines of the bytes of an upload, which carry no key.</summary>
    public string[] OnPut { get; init; } = ["Content-Type: text/plain"];

    /// <summary>Query of the list of files.</summary>
    public string FilesQuery { get; init; } = "limit=1";

    /// <summary>True for the one that reads only the snake_case spelling of an upload.</summary>
    public bool ReadsSnakeCase { get; init; }

    public override string ToString() => Name;

    public string Get(string path, string key) => Request("GET", path, key, OnGet, "");

    public string Post(string path, string key, string body) => IsChunked
        ? Request("POST", path, key, [JsonType, "Transfer-Encoding: chunked"], Chunks(body))
        : Request("POST", path, key, [JsonType, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}"], body);

    public string Cancel(string id, string key) => Request("POST", PathOf(id) + "/cancel", key, OnCancel, CancelBody);

    public string Delete(string id, string key) => Request("DELETE", PathOf(id), key, OnDelete, DeleteBody);

    /// <summary>Sends an upload's bytes to where the server said; the base URL has no part in it.</summary>
    public string Put(Uri link, string bytes) => Write(
        "PUT", link.PathAndQuery,
        [.. Headers.Where(line => !line.Contains("{key}", StringComparison.Ordinal)), .. OnPut, $"Content-Length: {bytes.Length}"], bytes);

    public string CreateBody(string name, string url, bool background) => Create
        .Replace("{name}", name, StringComparison.Ordinal).Replace("{url}", url, StringComparison.Ordinal)
        .Replace("{escaped}", url.Replace("/", "\\/", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("{background}", background ? "true" : "false", StringComparison.Ordinal);

    /// <summary>A parse's path, its id as this client writes it.</summary>
    public string PathOf(string id) => "/v1/parses/" + Segment(id);

    public string Segment(string id) => EncodesUnderscore ? id.Replace("_", "%5F", StringComparison.Ordinal) : id;

    private string Request(string method, string path, string key, string[] lines, string body) => Write(
        method, Base + path, [.. Headers.Select(line => line.Replace("{key}", key, StringComparison.Ordinal)), .. lines], body);

    private static string Write(string method, string target, string[] lines, string body) =>
        $"{method} {target} HTTP/1.1\r\n{string.Join("\r\n", lines)}\r\n\r\n{body}";

    /// <summary>Two chunks, the border anywhere.</summary>
    private static string Chunks(string body)
    {
        var (first, second) = (body[..(body.Length / 2)], body[(body.Length / 2)..]);
        string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):X}\r\n{text}\r\n";
        return Chunk(first) + Chunk(second) + "0\r\n\r\n";
    }
}
