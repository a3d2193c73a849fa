using System.Diagnostics.CodeAnalysis;

namespace ParseWorker.Core.Parses;

/// <summary>How tables are written inside a page's Markdown.</summary>
public enum TableFormat
{
    /// <summary>A plain <c>table</c> element; the default.</summary>
    Html,

    /// <summary>A GFM pipe table, spans repeated.</summary>
    Markdown,

    /// <summary>A fenced yaml block of columns and rows.</summary>
    Yaml,

    /// <summary>A fenced json block of columns and rows.</summary>
    Json,
}

/// <summary>The table formats as the wire and the database spell them.</summary>
public static class TableFormatNames
{
    /// <summary>Every name, as an error message lists them.</summary>
    public static IReadOnlyList<string> All { get; } = ["markdown", "yaml", "html", "json"];

    /// <summary>The wire name of <paramref name="format"/>.</summary>
    public static string ToWire(this TableFormat format) => format switch
    {
        TableFormat.Markdown => "markdown",
        TableFormat.Yaml => "yaml",
        TableFormat.Json => "json",
        _ => "html",
    };

    /// <summary>Reads a wire name; case matters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out TableFormat format)
    {
        (var known, format) = name switch
        {
            "html" => (true, TableFormat.Html),
            "markdown" => (true, TableFormat.Markdown),
            "yaml" => (true, TableFormat.Yaml),
            "json" => (true, TableFormat.Json),
            _ => (false, TableFormat.Html),
        };
        return known;
    }
}
