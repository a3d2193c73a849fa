using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ParseWorker.Core.Sniffing;

/// <summary>Tells JSON and XML by their bytes, and programming languages by their file extensions.</summary>
internal static partial class CodeSniffer
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>A format that names itself, or that the extension claims; null for neither.</summary>
    public static SniffedDocument? Find(string text, string extension)
    {
        if (XmlDeclaration().IsMatch(text) || extension is "xml" or "xsd" or "xsl" or "xslt") return new(DocumentType.Code, MimeTypes.Xml);
        if (extension is "json" or "jsonl" or "ndjson" or "geojson" || IsJson(text)) return new(DocumentType.Code, MimeTypes.Json);
        return Language(extension) is { } language ? new(DocumentType.Code, $"text/x-{language}") : null;
    }

    /// <summary>An object or a list without a fault in it, as far as the first bytes reach.</summary>
    private static bool IsJson(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', _, ..]) return false;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, new JsonReaderState(Lenient));
            while (reader.Read())
            {
                // Until the first bytes end, or a fault comes.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Language(string extension) => extension switch
    {
        "py" => "python",
        "js" or "mjs" or "cjs" => "javascript",
        "ts" or "tsx" => "typescript",
        "cs" => "csharp",
        "c" or "h" => "c",
        "cpp" or "cc" or "cxx" or "hpp" => "cpp",
        "rs" => "rust",
        "rb" => "ruby",
        "kt" => "kotlin",
        "sh" or "bash" => "sh",
        "ps1" => "powershell",
        "yml" or "yaml" => "yaml",
        "java" or "go" or "php" or "swift" or "scala" or "sql" or "r" or "lua" or "perl" => extension,
        "toml" or "ini" or "css" or "scss" or "diff" or "tex" => extension,
        _ => null,
    };

    [GeneratedRegex(@"^\s*<\?xml[\s?]", RegexOptions.CultureInvariant)]
    private static partial Regex XmlDeclaration();
}
