using System.Buffers.Binary;
using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Tests.Engines;

public sealed class EngineFramesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly EngineRequest Request = new()
    {
        DocumentPath = "/tmp/a",
        FileName = "a.pdf",
        Settings = new ParseSettings { Model = "retab-small", TableFormat = TableFormat.Yaml, Instructions = "Keep footnotes." },
        FirstPage = 3,
    };

    public static TheoryData<EngineCommand> Commands() => [new EngineCommand.Start(Request), new EngineCommand.Cancel()];

    public static TheoryData<EngineMessage> Messages() =>
    [
        new EngineMessage.Ready(true),
        new EngineMessage.Taken(),
        new EngineMessage.Opened(null),
        new EngineMessage.Opened(7),
        new EngineMessage.PageText(1, "# Ωmega <b>\n\"quoted\" 😀"),
        new EngineMessage.Finished(7),
        new EngineMessage.Stopped(),
        new EngineMessage.Refused(new ParseError("document_corrupt", "The document is damaged.")),
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task ReadCommand_WrittenCommand_IsTheSame(EngineCommand command)
    {
        using var pipe = new MemoryStream();
        await EngineFrames.WriteAsync(pipe, command, Token);
        pipe.Position = 0;
        Assert.Equal(command, await EngineFrames.ReadCommandAsync(pipe, Token));
        Assert.Null(await EngineFrames.ReadCommandAsync(pipe, Token));
    }

    [Theory, MemberData(nameof(Messages))]
    public async Task ReadMessage_WrittenMessage_IsTheSame(EngineMessage message)
    {
        using var pipe = new MemoryStream();
        await EngineFrames.WriteAsync(pipe, message, Token);
        pipe.Position = 0;
        Assert.Equal(message, await EngineFrames.ReadMessageAsync(pipe, Token));
        Assert.Null(await EngineFrames.ReadMessageAsync(pipe, Token));
    }

    [Theory]
    [InlineData("{\"type\":\"nonsense\"}")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{\"type\":\"parse\"}")]
    [InlineData("{\"type\":\"parse\",\"request\":null}")]
    [InlineData("{\"type\":\"parse\",\"request\":{}}")]
    public async Task ReadCommand_NoCommandOfOurs_IsInvalidData(string json)
    {
        using var pipe = new MemoryStream(Frame(json));
        await Assert.ThrowsAsync<InvalidDataException>(() => EngineFrames.ReadCommandAsync(pipe, Token));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task ReadCommand_PipeEndsWithinAFrame_IsInvalidData(int bytes)
    {
        using var pipe = new MemoryStream(Frame("{\"type\":\"cancel\"}")[..bytes]);
        await Assert.ThrowsAsync<InvalidDataException>(() => EngineFrames.ReadCommandAsync(pipe, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(EngineFrames.MaxBytes + 1)]
    public async Task ReadMessage_ImpossibleLength_IsInvalidDataBeforeAnyAllocation(int length)
    {
        var header = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        using var pipe = new MemoryStream(header);
        await Assert.ThrowsAsync<InvalidDataException>(() => EngineFrames.ReadMessageAsync(pipe, Token));
    }

    private static byte[] Frame(string json)
    {
        var frame = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        Encoding.ASCII.GetBytes(json).CopyTo(frame, sizeof(int));
        return frame;
    }
}
