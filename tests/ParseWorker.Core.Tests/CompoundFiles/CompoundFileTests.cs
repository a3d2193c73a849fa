using System.Text;
using ParseWorker.Core.CompoundFiles;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Core.Tests.CompoundFiles;

public sealed class CompoundFileTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 20_000).Select(value => (byte)value)];

    private static byte[] Message() => SampleMsg.Message("Subject", "text", "<p>rich</p>", "notes.bin", Large);

    private static CompoundFile Open(byte[] file, int maxEntries = 1000) =>
        CompoundFile.Open(new MemoryStream(file), maxEntries) ?? throw new InvalidOperationException("There is no header.");

    [Fact]
    public void Read_SmallAndLargeStreams_AreTheirBytes()
    {
        var file = Open(Message());
        Assert.Equal("Subject", Encoding.Unicode.GetString(file.Read("__substg1.0_0037001F")!));
        Assert.Equal(Large, file.Read("__attach_version1.0_#00000000/__substg1.0_37010102"));
        Assert.Null(file.Read("__substg1.0_37010102"));
    }

    [Fact]
    public void Names_OfAllStoragesAndStreams_AreKnownAsFarAsTheyWereRead()
    {
        Assert.Contains("__attach_version1.0_#00000000", Open(Message()).Names);
        Assert.Equal(["Root Entry"], Open(Message(), maxEntries: 1).Names);
    }

    [Fact]
    public void Open_FileShorterThanAHeader_IsNone() => Assert.Null(CompoundFile.Open(new MemoryStream(Message()[..511])));

    [Fact]
    public void Open_LargeFile_ReadsItsDirectoryAlone()
    {
        using var content = new CountingStream(SampleMsg.Message("s", "t", null, "a", new byte[4_000_000]));
        Assert.NotNull(CompoundFile.Open(content, 512));
        Assert.InRange(content.BytesRead, 1, 16 * 1024);
    }

    [Fact]
    public void Read_ChainThatRunsInACircle_Ends()
    {
        var file = Message();
        // Every sector of the table that says "the next one" now says "the first one".
        for (var at = file.Length - 1024; at + 4 <= file.Length; at += 4)
            if (BitConverter.ToUInt32(file, at) < 0xFFFFFFF0) file.AsSpan(at, 4).Clear();
        foreach (var path in Open(file).Paths)
            Assert.True(Record.Exception(() => Open(file).Read(path)) is null or InvalidDataException);
    }

    [Fact]
    public void Read_StreamsThatShareSectors_AreBounded()
    {
        var file = Open(Message());
        Assert.Throws<InvalidDataException>(() =>
        {
            for (var round = 0; round < 20; round++) file.Read("__attach_version1.0_#00000000/__substg1.0_37010102");
        });
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            BytesRead += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
