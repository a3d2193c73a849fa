using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>What is stored once and shown often.</summary>
public sealed class SharedTextTests
{
    [Fact]
    public async Task Read_FiftyThousandCellsOfOneLongText_AreRefused()
    {
        var book = new SampleXlsx { Strings = $"<si><t>{new string('x', 1_000_000)}</t></si>" }
            .Sheet("S", $"<row>{string.Concat(Enumerable.Repeat("<c t='s'><v>0</v></c></row><row>", 50_000))}</row>");
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(book.ToBytes(), "a.xlsx")).Code);
    }
}
