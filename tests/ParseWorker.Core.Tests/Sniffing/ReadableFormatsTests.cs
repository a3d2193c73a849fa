using ParseWorker.Core.Sniffing;

namespace ParseWorker.Core.Tests.Sniffing;

public sealed class ReadableFormatsTests
{
    public static TheoryData<DocumentType> ReadTypes => [.. Enum.GetValues<DocumentType>().Where(type => type != DocumentType.Unknown)];

    [Theory, MemberData(nameof(ReadTypes))]
    public void Listed_ATypeThatIsRead_NamesIt(DocumentType type) =>
        Assert.Contains(Assert.IsType<string>(ReadableFormats.NameOf(type)), ReadableFormats.Listed, StringComparison.Ordinal);

    [Fact]
    public void Listed_All_IsTheEndOfASentence()
    {
        Assert.StartsWith("PDF, DOCX, ", ReadableFormats.Listed, StringComparison.Ordinal);
        Assert.EndsWith("plain text or an image", ReadableFormats.Listed, StringComparison.Ordinal);
        Assert.Null(ReadableFormats.NameOf(DocumentType.Unknown));
    }
}
