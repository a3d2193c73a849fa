using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Engines;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Office;

/// <summary>A script stands for LibreOffice: what is tested is how it is called, bounded and cleaned up after.</summary>
public sealed class OfficeEngineTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("office-tests-");

    private string Log => Path.Combine(_directory.FullName, "log");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Odt =>
        SampleZip.Of([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")], stored: true);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    [Trait("Needs", "Office")]
    public async Task Read_OpenDocument_IsWhatLibreOfficeMakesOfIt()
    {
        File.WriteAllBytes(Path.Combine(_directory.FullName, "result"), SampleDocx.WithParagraphs("converted"));
        Assert.Equal(["converted"], await TextsAsync($"""
            echo "$PWD $@" > {Log}
            env >> {Log}
            test -s document.odt && grep -q BlockUntrustedRefererLinks profile/user/registrymodifications.xcu || exit 1
            mkdir out && cp {_directory.FullName}/result out/document.docx
            """, Token));
        var log = await File.ReadAllLinesAsync(Log, Token);
        Assert.Contains("--headless", log[0], StringComparison.Ordinal);
        Assert.Contains("--convert-to docx", log[0], StringComparison.Ordinal);
        Assert.DoesNotContain(log, line => line.StartsWith("DOTNET", StringComparison.Ordinal));
        Assert.False(Directory.Exists(log[0].Split(' ')[0]), "The directory of the conversion is left behind.");
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2")]
    [InlineData("mkdir out && printf 'PK\\003\\004' > out/document.docx")]
    public async Task Read_NothingGoodComesOut_IsCorrupt(string script) =>
        Assert.Equal(
            ParseErrorCodes.DocumentCorrupt, (await Assert.ThrowsAsync<DocumentException>(() => TextsAsync(script, Token))).Error.Code);

    [Fact]
    public async Task Read_NotInstalled_SaysWhatToInstall()
    {
        var error = (await Assert.ThrowsAsync<DocumentException>(() => TextsAsync(script: null, Token))).Error;
        Assert.Equal(ParseErrorCodes.UnsupportedFormat, error.Code);
        Assert.Contains("libreoffice-writer-nogui", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TokenFires_KillsItAndWhatItStarted()
    {
        using var cancel = new CancellationTokenSource();
        var pipe = Path.Combine(_directory.FullName, "pipe");
        var reading = Task.Run(
            () => TextsAsync($"mkfifo {pipe}; (sh -c 'echo $$ > {Log}.part; mv {Log}.part {Log}; exec cat {pipe}') & wait", cancel.Token),
            CancellationToken.None);
        await Eventually.IsTrueAsync(() => File.Exists(Log));
        var process = int.Parse(File.ReadAllText(Log), System.Globalization.CultureInfo.InvariantCulture);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{process}"));
    }

    private async Task<List<string>> TextsAsync(string? script, CancellationToken token)
    {
        var command = Path.Combine(_directory.FullName, "soffice");
        if (script is not null)
        {
            File.WriteAllText(command, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        using var content = new MemoryStream(Odt);
        using var document = DocumentEngines.Open(content, "a.odt", TestOcr.Off with { OfficeCommand = command }, token);
        var texts = new List<string>();
        await foreach (var page in document.ReadAsync(1, token)) texts.Add(ParseWorker.Documents.Rendering.PageRenderer
            .Render(page, TableFormat.Html));
        return texts;
    }
}
