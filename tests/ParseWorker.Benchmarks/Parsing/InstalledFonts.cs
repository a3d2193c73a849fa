using System.Diagnostics;
using ParseWorker.Typesetting;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>The typefaces for text that this machine has, of those that documents are often set in.</summary>
internal static class InstalledFonts
{
    private static readonly string[] Known =
    [
        .. TypesetDocuments.BaseFonts, "Carlito", "Caladea", "Lato", "Open Sans", "Roboto", "Roboto Condensed", "EB Garamond", "Noto Sans",
            "Noto Serif",
        "TeX Gyre Termes", "TeX Gyre Heros", "TeX Gyre Pagella", "TeX Gyre Schola", "Latin Modern Roman", "Latin Modern Sans",
    ];

    public static IReadOnlyList<string> Find()
    {
        using var process = Process.Start(new ProcessStartInfo("fc-list", ["--format=%{family}\n"]) { RedirectStandardOutput = true })!;
        var installed = process.StandardOutput.ReadToEnd().Split('\n').SelectMany(names => names.Split(',')).ToHashSet();
        process.WaitForExit();
        return [.. Known.Where(installed.Contains)];
    }
}
