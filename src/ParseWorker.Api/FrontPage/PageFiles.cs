using System.Reflection;

namespace ParseWorker.Api.FrontPage;

/// <summary>The front page's files, which are parts of the program: nothing is read from a disk or from another server.</summary>
internal sealed class PageFiles
{
    /// <summary>The page itself; all others are what it loads.</summary>
    public const string Start = "index.html";

    private const string Prefix = "FrontPage/";

    private readonly Dictionary<string, PageFile> _files;

    /// <summary>Reads them.</summary>
    public PageFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        _files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    /// <summary>Their paths below <c>/page</c>, and <see cref="Start"/>.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>The file at this path; null when there is none.</summary>
    public PageFile? Find(string path) => _files.GetValueOrDefault(path);

    private static PageFile Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new PageFile(TypeOf(name), bytes);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"Nobody said which type files that end in {other} have ({name})."),
    };
}
