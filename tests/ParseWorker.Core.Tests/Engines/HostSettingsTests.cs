using ParseWorker.Core.Engines;

namespace ParseWorker.Core.Tests.Engines;

public sealed class HostSettingsTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var settings = new HostSettings
        {
            ParentId = 4711,
            KeepsNetwork = true,
            User = (998, 997),
            Folder = "/work/host",
            LargestFile = 5_000_000_000,
            OcrModels = "/models",
            OcrLanguages = "deu+fra",
            TesseractCommand = "/usr/bin/tesseract",
            OfficeCommand = "/usr/bin/soffice",
            ParseAttachments = true,
        };

        Assert.Equal(settings, Read(Written(settings)));
    }

    [Fact]
    public void Read_NothingSet_IsAHostWithoutNetworkAndTools() => Assert.Equal(new HostSettings(), Read([]));

    [Fact]
    public void WriteTo_WhatIsNull_SetsNoVariable()
    {
        var environment = Written(new HostSettings());

        Assert.Equal(["PARSEWORKER_PARSE_ATTACHMENTS"], environment.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("one")]
    public void Read_ParentThatIsNoProcessId_IsAsIfItWereMissing(string id) =>
        Assert.Null(Read(new() { ["PARSEWORKER_PARENT_PID"] = id }).ParentId);

    private static Dictionary<string, string?> Written(HostSettings settings)
    {
        var environment = new Dictionary<string, string?>();
        settings.WriteTo(environment);
        return environment;
    }

    private static HostSettings Read(Dictionary<string, string?> environment) => HostSettings.Read(environment.GetValueOrDefault);
}
