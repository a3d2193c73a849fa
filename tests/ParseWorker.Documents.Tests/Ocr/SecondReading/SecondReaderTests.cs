using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.SecondReading;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Testing;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

/// <summary>A script stands for Tesseract: whatever it does, the page keeps what the recogniser read.</summary>
[Trait("Needs", "Ocr")]
public sealed class SecondReaderTests : IDisposable
{
    private const string Foreign = "Das Wetter ist nicht mehr gut und wird bis morgen\nauch nicht besser, wie sie sich nur zu gern sagen.";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tesseract-tests-");

    private string Log => Path.Combine(_directory.FullName, "log");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Read_ForeignPage_AsksOnceForAllLinesAndTidiesUp()
    {
        await ReadAsync(Foreign, $"echo \"$PWD $@\" >> {Log}; cat \"$1\" >> {Log}; env >> {Log}; printf '\\f'");
        var log = await File.ReadAllLinesAsync(Log, Token);
        Assert.Contains("stdout -l Latin --psm 7", log[0], StringComparison.Ordinal);
        Assert.Equal(2, log.Count(line => line.EndsWith(".pgm", StringComparison.Ordinal)));
        Assert.Contains("OMP_THREAD_LIMIT=1", log);
        Assert.DoesNotContain(log, line => line.StartsWith("DOTNET", StringComparison.Ordinal));
        Assert.False(Directory.Exists(log[0].Split(' ')[0]), "The images of the lines are left over.");
    }

    [Fact]
    public async Task Read_WordsThatAgree_AreTakenFromTheSecondReading() =>
        Assert.Equal(
            "Das Wetter ist nícht mehr gut und wird bis morgen auch nicht besser, wie sie sich nur zu gern sagen.",
            await ReadAsync(Foreign, "printf 'Das Wetter ist nícht mehr gut und wird bis morgen\\n\\fsomething else\\n'"));

    [Theory]
    [InlineData(TestImage.Letter, "Latin")]
    [InlineData(Foreign, "eng")]
    [InlineData("0123 4567 89", "deu")]
    public async Task Read_NothingToAskFor_StartsNoProcess(string text, string languages)
    {
        await ReadAsync(text, $"echo started > {Log}", languages);
        Assert.False(File.Exists(Log));
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    public void Complete_ManyLines_AreAskedForInBatches(int lines, int processes)
    {
        Complete(lines, width: 100, height: 100);
        Assert.Equal(processes, File.ReadAllLines(Log).Length);
    }

    [Fact]
    public void Complete_ImageThatFillsTheHost_IsReadOnce()
    {
        Complete(lines: 1, width: 5000, height: 4001);
        Assert.False(File.Exists(Log));
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("kill -SEGV $$")]
    [InlineData("printf 'Dás Wetter\\f'; exit 3")]
    [InlineData("printf 'one line'")]
    [InlineData("head -c 3000 /dev/urandom; printf '\\f'")]
    [InlineData("yes Wétter; printf '\\f'")]
    [InlineData("head -c 1000000 /dev/zero >&2; printf '\\f'")]
    public async Task Read_TesseractFails_CostsTheMarksOnly(string script) =>
        Assert.Equal(string.Join(' ', Foreign.Split('\n')), await ReadAsync(Foreign, script));

    [Fact]
    public async Task Read_NotInstalled_CostsTheMarksOnly() =>
        Assert.Equal(string.Join(' ', Foreign.Split('\n')), await ReadAsync(Foreign, script: null));

    [Fact]
    public async Task Read_TokenFires_KillsIt()
    {
        using var cancel = new CancellationTokenSource();
        var pipe = Path.Combine(_directory.FullName, "pipe");
        var reading = Task.Run(() => ReadAsync(Foreign, $"mkfifo {pipe}; echo $$ > {Log}.part; mv {Log}.part {Log}; exec cat {pipe}",
            token: cancel.Token), CancellationToken.None);
        await Eventually.IsTrueAsync(() => File.Exists(Log));
        var process = int.Parse(await File.ReadAllTextAsync(Log, Token), System.Globalization.CultureInfo.InvariantCulture);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{process}"));
    }

    /// <summary>Has Tesseract's stand-in asked for so many lines of a white image.</summary>
    private void Complete(int lines, int width, int height)
    {
        using var white = Bitmaps.Empty(width, height);
        using var image = SKImage.FromBitmap(white);
        var command = Path.Combine(_directory.FullName, "tesseract");
        StandIn.Write(command, $"echo run >> {Log}");
        var characters = "und".Select((character, at) => new RecognizedCharacter(character.ToString(), at / 3.0, (at + 1) / 3.0, 1))
            .ToList();
        var read = Enumerable.Range(0, lines).Select(at => new RecognizedLine(new TextBox(50, at % 50, 50, 20, 0), [.. characters]))
            .ToList();
        var reader = SecondReader.For(TestOcr.On with { OcrLanguages = "deu", TesseractCommand = command })!;
        Assert.Equal(read, Assert.Single(reader.Complete([read], image, Token)));
    }

    private async Task<string> ReadAsync(string text, string? script, string languages = "Latin", CancellationToken? token = null)
    {
        using var image = TestImage.Set(text);
        using var content = new MemoryStream(image.Encoded());
        var command = Path.Combine(_directory.FullName, "tesseract");
        if (script is not null) StandIn.Write(command, script);
        using var document = DocumentEngines.Open(content, "a.png",
            TestOcr.On with { OcrLanguages = languages, TesseractCommand = command }, token ?? Token);
        await foreach (var page in document.ReadAsync(1, token ?? Token))
            return string.Join(' ', ParseWorker.Documents.Rendering.PageRenderer.Render(page, ParseWorker.Core.Parses.TableFormat.Html)
                .Split('\n'));
        return "";
    }
}
