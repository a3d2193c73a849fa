using System.Reflection;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Fingerprints;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>The fingerprint differs exactly when the text may.</summary>
public sealed class HostFingerprintTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models");

    /// <summary>What every option of engine hosts is changed to, and whether that may change a document's text.</summary>
    private static readonly Dictionary<string, (object Value, bool ChangesText)> Changes = new()
    {
        [nameof(EngineOptions.HostPath)] = ("elsewhere/ParseWorker.EngineHost", true),
        [nameof(EngineOptions.OcrModels)] = ("none", true),
        [nameof(EngineOptions.OcrLanguages)] = ("deu", true),
        [nameof(EngineOptions.TesseractCommand)] = ("/bin/false", true),
        [nameof(EngineOptions.OfficeCommand)] = ("/bin/false", true),
        [nameof(EngineOptions.ParseAttachments)] = (true, true),
        [nameof(EngineOptions.DocumentsPerHost)] = (1, false),
        [nameof(EngineOptions.KeptMemoryMb)] = (64, false),
        [nameof(EngineOptions.MemoryLimitMb)] = (64, false),
        [nameof(EngineOptions.Grace)] = (TimeSpan.Zero, false),
        [nameof(EngineOptions.WallTime)] = (TimeSpan.FromSeconds(1), false),
        [nameof(EngineOptions.MaxPages)] = (1, false),
        [nameof(EngineOptions.MaxTextMb)] = (1, false),
        [nameof(EngineOptions.TemporaryLimitMb)] = (1, false),
        [nameof(EngineOptions.Sandbox)] = (SandboxMode.Off, false),
        [nameof(EngineOptions.HostUser)] = ("nobody", false),
        [nameof(EngineOptions.CheckInterval)] = (TimeSpan.FromSeconds(1), false),
        [nameof(EngineOptions.CrashPause)] = (TimeSpan.FromSeconds(1), false),
    };

    public static TheoryData<string> Options =>
        [.. typeof(EngineOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(option => option.Name)];

    public void Dispose() => _models.Delete(recursive: true);

    // An option that this table lacks is new: whoever adds it says here whether it changes text.
    [Theory, MemberData(nameof(Options))]
    public void Of_AnotherValueOfAnOption_IsAnotherWhereTheTextMayBe(string option)
    {
        var changed = New();
        typeof(EngineOptions).GetProperty(option)!.SetValue(changed, Changes[option].Value);

        Assert.Equal(Changes[option].ChangesText, HostFingerprint.Of(changed) != HostFingerprint.Of(New()));
    }

    [Fact]
    public void Of_OtherBytesOfAModel_IsAnother()
    {
        var before = HostFingerprint.Of(New());

        File.WriteAllText(Path.Combine(_models.FullName, "rec.onnx"), "trained anew");

        Assert.NotEqual(before, HostFingerprint.Of(New()));
    }

    [Fact]
    public void Of_OneMoreModel_IsAnother()
    {
        var before = HostFingerprint.Of(New());

        File.WriteAllText(Path.Combine(_models.FullName, "more.onnx"), "");

        Assert.NotEqual(before, HostFingerprint.Of(New()));
    }

    [Fact]
    public void Of_AnotherBuildOfAProgram_IsAnother()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_models.FullName, "host"));
        var options = New();
        options.HostPath = Path.Combine(folder.FullName, "ParseWorker.EngineHost");
        var program = Path.Combine(folder.FullName, "ParseWorker.Documents.dll");
        File.Copy(typeof(EngineOptions).Assembly.Location, program);
        var before = HostFingerprint.Of(options);

        File.Copy(typeof(HostFingerprintTests).Assembly.Location, program, overwrite: true);

        Assert.NotEqual(before, HostFingerprint.Of(options));
    }

    private EngineOptions New()
    {
        var model = Path.Combine(_models.FullName, "rec.onnx");
        if (!File.Exists(model)) File.WriteAllText(model, "trained");
        return new() { OcrModels = _models.FullName, HostPath = Path.Combine(AppContext.BaseDirectory, "ParseWorker.Worker") };
    }
}
