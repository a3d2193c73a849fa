namespace ParseWorker.Api.Tests.Wire;

/// <summary>The clients whose requests were recorded: eight libraries, the command-line client, and generations before them.</summary>
internal static class Clients
{
    private const string Document = """{"document":{"filename":"{name}","url":"{url}"}""";
    private const string EmptyJson = "Content-Type: application/json";
    private const string EmptyLength = "Content-Length: 0";

    private static readonly ClientDialect Python = new()
    {
        Name = "python",
        Headers =
        [
            "Host: parse.example", "Accept: */*", "Accept-Encoding: gzip, deflate", "Connection: keep-alive",
            "User-Agent: python-httpx/0.28.1", "Authorization: Bearer {key}",
        ],
        OnGet = [EmptyJson],
        OnCancel = [EmptyJson, "Content-Length: 0"],
        OnDelete = [EmptyJson],
        Create = Document + """
            ,"model":"retab-small","table_parsing_format":"html","instructions":null,"bust_cache":false,"background":{background}}
            """,
        Announce = """{"filename":"{name}","content_type":"text/plain","size_bytes":{size},"sha256":"{sha256}"}""",
        Complete = """{"sha256":"{sha256}"}""",
        FilesQuery = "limit=1&order=desc&include_embeddings=false&sort_by=created_at",
    };

    private static readonly ClientDialect Node = new()
    {
        Name = "node",
        Headers =
        [
            "host: parse.example", "connection: keep-alive", "authorization: Bearer {key}", "accept: application/json",
            "accept-language: *", "sec-fetch-mode: cors", "user-agent: node", "accept-encoding: gzip, deflate",
        ],
        OnCancel = ["content-type: application/json", "content-length: 0"],
        JsonType = "content-type: application/json",
        Create = Document + ""","model":"gpt-4o","background":{background}}""",
        Announce = """{"filename":"{name}","size_bytes":{size},"content_type":null,"sha256":null}""",
        Complete = """{"sha256":null}""",
    };

    private static readonly ClientDialect Go = new()
    {
        Name = "go",
        Headers =
        [
            "Host: parse.example", "User-Agent: Go-http-client/1.1", "Accept: application/json", "Authorization: Bearer {key}",
            "Accept-Encoding: gzip",
        ],
        OnCancel = [EmptyJson, "Content-Length: 2"],
        CancelBody = "{}",
        OnDelete = [EmptyJson, "Content-Length: 2"],
        DeleteBody = "{}",
        Create = Document + ""","model":"retab-small","background":{background}}""",
    };

    private static readonly ClientDialect DotNet = new()
    {
        Name = "dotnet",
        Headers = ["Host: parse.example", "User-Agent: retab-dotnet/0.0.18", "Authorization: Bearer {key}"],
        JsonType = "Content-Type: application/json; charset=utf-8",
        Yes = "True",
        No = "False",
        Create = Document + ""","model":"retab-small","table_parsing_format":"markdown","background":{background}}""",
        FilesQuery = "limit=1&include_embeddings=False",
        ReadsSnakeCase = true,
    };

    private static readonly ClientDialect Java = new()
    {
        Name = "java",
        Headers =
        [
            "Host: parse.example", "User-Agent: Java-http-client/21.0.4", "Accept: application/json",
            "Authorization: Bearer {key}",
        ],
        OnGet = [EmptyLength],
        OnDelete = [EmptyLength],
        Create = Document + ""","model":"retab-small","table_parsing_format":"html","background":{background}}""",
    };

    private static readonly ClientDialect Ruby = new()
    {
        Name = "ruby",
        Headers =
        [
            "Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3", "Accept: application/json", "User-Agent: retab-ruby/0.1.0",
            "Authorization: Bearer {key}", "Host: parse.example", "Connection: keep-alive",
        ],
        OnCancel = ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 0"],
        OnDelete = ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 0"],
        Create = """
            {"document":{"filename":"{name}","url":"{url}","mime_type":null},"model":"retab-small","instructions":null,
            "background":{background}}
            """,
        FilesQuery = "limit=1&before=&after=",
    };

    private static readonly ClientDialect Php = new()
    {
        Name = "php",
        Headers =
        [
            "Host: parse.example", "User-Agent: GuzzleHttp/7", "Authorization: Bearer {key}",
            "X-Retab-Client-Id: mine", "Accept: application/json",
        ],
        OnGet = [EmptyLength],
        OnDelete = [EmptyLength],
        Base = "/v1",
        Yes = "1",
        No = "0",

        // json_encode escapes the slashes.
        Create = """{"document":{"filename":"{name}","url":"{escaped}"},"model":"retab-small","background":{background}}""",
        FilesQuery = "limit=1&include_embeddings=0",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ClientDialect> All { get; } =
    [
        Python,
        Node,
        Go,
        Go with
        {
            Name = "cli",
            Create = Document + ""","model":"gpt-4o","instructions":"","bust_cache":false,"background":{background}}""",

            // It guesses the type itself, whatever the headers of the upload say.
            OnPut = ["Content-Type: text/plain; charset=utf-8"],
        },
        new()
        {
            Name = "rust",
            Headers = ["accept: */*", "host: parse.example", "authorization: Bearer {key}"],
            OnCancel = [],
            JsonType = "content-type: application/json",
            EncodesUnderscore = true,
            Create = Document + ""","model":"retab-small","background":{background}}""",
            FilesQuery = "limit=1&include_embeddings=false&sort_by=created_at",
        },
        DotNet,
        DotNet with { Name = "dotnet that streams its bodies", IsChunked = true },
        Java,
        Java with { Name = "java with a slash after its base URL", Base = "/" },
        Ruby,
        Php,
        Php with { Name = "php with /v1/ as its base URL", Base = "/v1/" },
        Older(Python) with
        {
            Name = "python 0.0.137",
            Create = """
                {"document":{"filename":"{name}","url":"{url}","mime_type":"text/plain"},"model":"retab-small",
                "table_parsing_format":"html",
                "image_resolution_dpi":192,"browser_canvas":"A4","background":{background}}
                """,
        },
        Older(Node) with
        {
            Name = "node 1.0.133",
            Headers =
            [
                "Api-Key: {key}", "Connection: keep-alive", "User-Agent: Bun/1.2.19", "Accept: */*", "Host: parse.example",
                "Accept-Encoding: gzip, deflate, br, zstd",
            ],
            OnCancel = [EmptyJson, "Content-Length: 2"],
            CancelBody = "{}",
            OnDelete = [EmptyJson, "Content-Length: 2"],
            DeleteBody = "{}",
            Create = Document + ""","model":"retab-small","image_resolution_dpi":192,"background":{background}}""",
        },
        Older(Java) with { Name = "java of June 2026" },
        Java with
        {
            Name = "java that offers HTTP/2",
            Headers =
            [
                "Connection: Upgrade, HTTP2-Settings", "Host: parse.example",
                "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA", "Upgrade: h2c", "User-Agent: Java-http-client/17.0.9",
                "Accept: application/json", "Authorization: Bearer {key}",
            ],
        },
        Older(Php) with { Name = "php of June 2026", Base = "" },
    ];

    /// <summary>Their names, as tests take them.</summary>
    public static TheoryData<string> Names => [.. All.Select(client => client.Name)];

    public static ClientDialect Named(string name) => All.Single(client => client.Name == name);

    /// <summary>Before June 2026 the key had a header of its own.</summary>
    private static ClientDialect Older(ClientDialect client) => client with
    {
        Headers = [.. client.Headers.Select(line =>
            line.Equals("Authorization: Bearer {key}", StringComparison.OrdinalIgnoreCase) ? "Api-Key: {key}" : line)],
    };
}
