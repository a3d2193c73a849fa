using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines.Attacks;

/// <summary>The sandbox leaves engines what they need: documents of every kind, in a host as a worker runs them.</summary>
[Trait("Needs", "Office")]
public sealed class SandboxedFormatTests
{
    private static readonly Dictionary<string, Func<byte[]>> Samples = new()
    {
        ["txt"] = () => "Hello, reader."u8.ToArray(),
        ["csv"] = () => "a,b\n1,2\n"u8.ToArray(),
        ["html"] = () => "<!doctype html><html><body><h1>Title</h1><p>Text.</p></body></html>"u8.ToArray(),
        ["eml"] = () => Encoding.ASCII.GetBytes("From: a@example.com\r\nTo: b@example.com\r\nSubject: Hello\r\n\r\nText.\r\n"),
        ["pdf"] = () => SampleDocuments.Pdf(pages: 3),
        ["scan"] = () => SampleDocuments.ScannedPdf(),
    };

    public static TheoryData<string> Formats() => [.. Samples.Keys];

    [Theory, MemberData(nameof(Formats))]
    public async Task Parse_InTheSandbox_IsRead(string format) =>
        Assert.IsType<EngineMessage.Finished>((await ReadAsync(Samples[format]()))[^1]);

    [Theory]
    [InlineData("docx")]
    [InlineData("odt")]
    [InlineData("doc")]
    public async Task Parse_TextOfAnOfficeInTheSandbox_IsRead(string format)
    {
        var text = await LibreOffice.ConvertAsync("Hello, reader."u8.ToArray(), "txt", format, TestContext.Current.CancellationToken);

        var messages = await ReadAsync(text);

        Assert.Contains("Hello, reader.", messages.OfType<EngineMessage.PageText>().First().Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<EngineMessage>> ReadAsync(byte[] document)
    {
        await using var host = FakeHost.Real();
        (host.FilesSandboxed, host.Options.Sandbox) = (true, SandboxMode.Required);
        host.Put(document);

        // LibreOffice takes a minute on a machine that is busy with other tests: longer than a run may take elsewhere.
        return await host.Run().ToListAsync(TestContext.Current.CancellationToken);
    }
}
