using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.SecondReading;
using ParseWorker.Documents.Tests.Images;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

public sealed class TesseractTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tesseract-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Read_HangsForLongerThanItMay_IsKilledAndSaysSo()
    {
        var command = Path.Combine(_directory.FullName, "tesseract");
        StandIn.Write(command, $"mkfifo {_directory.FullName}/pipe; exec cat {_directory.FullName}/pipe");
        using var files = Line("ein Wort");
        var tesseract = new Tesseract(command, "deu", TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var refusal = Assert.Throws<TesseractException>(() => tesseract.Read(files, TestContext.Current.CancellationToken));
        Assert.Contains("longer than", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LanguageIsNotInstalled_SaysSo()
    {
        using var files = Line("ein Wort");
        var tesseract = new Tesseract("/usr/bin/tesseract", "xyz", TimeSpan.FromMinutes(1), TimeProvider.System);
        var refusal = Assert.Throws<TesseractException>(() => tesseract.Read(files, TestContext.Current.CancellationToken));
        Assert.Contains("is the language installed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoProgram_SaysSo()
    {
        var command = Path.Combine(_directory.FullName, "tesseract");
        File.WriteAllText(command, "no program");
        using var files = Line("ein Wort");
        var refusal = Assert.Throws<TesseractException>(() => new Tesseract(command, "deu", TimeSpan.FromMinutes(1), TimeProvider.System)
            .Read(files, TestContext.Current.CancellationToken));
        Assert.Contains("did not start", refusal.Message, StringComparison.Ordinal);
    }

    private static LineImageFiles Line(string text)
    {
        using var image = TestImage.Set(text);
        using var pixels = SKImage.FromBitmap(image);
        using var line = LineImage.Cut(pixels, new TextBox(300, 80, 500, 44, 0));
        var files = new LineImageFiles();
        files.Add(line);
        return files;
    }
}
