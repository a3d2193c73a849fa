using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ParseWorker.Documents.Tests.Ocr.Rules;
using ParseWorker.Documents.Tests.Pdf.Recognition;

namespace ParseWorker.Documents.Tests.Ocr;

/// <summary>A server without any font: poppler finds none in fontconfig's empty directory, and draws what documents bring along.</summary>
[Trait("Needs", "Ocr")]
public sealed partial class BareMachineTests : IDisposable
{
    private const string FontsOfTheMachine = "FONTCONFIG_FILE";

    /// <summary>Tests whose documents bring their own fonts.</summary>
    private static readonly Type[] Classes = [typeof(TypefaceTests), typeof(PdfOcrTests), typeof(ScannedTableTests)];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("no-fonts-");

    public void Dispose() => _directory.Delete(recursive: true);

    // The variable is read once by whoever draws: these tests run in a program of their own that has it.
    [Fact]
    public async Task Read_ScansWithoutAnyFontInstalled_AreAsAccurate()
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["-noColor", .. Classes.SelectMany(tests => new[] { "-class", tests.FullName! })])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FontsOfTheMachine] = await EmptyConfigurationAsync();
        using var program = Process.Start(start)!;
        var said = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(program.ExitCode == 0, said);
        var total = int.Parse(Total().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(total, TypefaceTests.Scans.Count + PdfOcrTests.Typefaces.Count + FactsOf(Classes), int.MaxValue);
    }

    private static int FactsOf(IEnumerable<Type> classes) =>
        classes.SelectMany(tests => tests.GetMethods()).Count(method => method.IsDefined(typeof(FactAttribute), inherit: false));

    private async Task<string> EmptyConfigurationAsync()
    {
        var (folder, file) = (_directory.CreateSubdirectory("empty").FullName, Path.Combine(_directory.FullName, "fonts.conf"));
        await File.WriteAllTextAsync(file, $"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>",
            TestContext.Current.CancellationToken);
        return file;
    }

    [GeneratedRegex(@"Total: (\d+)")]
    private static partial Regex Total();
}
