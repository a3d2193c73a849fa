using System.Diagnostics;

namespace ParseWorker.Documents.Tests.Ocr;

/// <summary>A server without any font: poppler finds none in fontconfig's empty directory, and draws what documents bring along.</summary>
[Trait("Needs", "Ocr")]
public sealed class BareMachineTests : IDisposable
{
    private const string FontsOfTheMachine = "FONTCONFIG_FILE";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("no-fonts-");

    public void Dispose() => _directory.Delete(recursive: true);

    // The variable is read once by whoever draws: the tests of typefaces run in a program of their own that has it.
    [Fact]
    public async Task Read_ScansWithoutAnyFontInstalled_AreAsAccurate()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noColor", "-class", typeof(TypefaceTests).FullName!])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FontsOfTheMachine] = await EmptyConfigurationAsync();
        using var program = Process.Start(start)!;
        var said = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(program.ExitCode == 0, said);
        Assert.Contains($"Total: {TypefaceTests.Scans.Count}", said, StringComparison.Ordinal);
    }

    private async Task<string> EmptyConfigurationAsync()
    {
        var (folder, file) = (_directory.CreateSubdirectory("empty").FullName, Path.Combine(_directory.FullName, "fonts.conf"));
        await File.WriteAllTextAsync(file, $"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>",
            TestContext.Current.CancellationToken);
        return file;
    }
}
