using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Tags;

public sealed class StructureTagsTests
{
    private const string Filler = "and the rest of the page is text of the same size that goes on and on";

    /// <summary>The numbers of the structure's root, of its tree of parents and of the first element.</summary>
    private const int Root = 9, Parents = 10, First = 11;

    private static readonly string Plain = $"Of the ferry {Filler}";

    [Theory]
    [InlineData("H2", "## ")]
    [InlineData("H6", "###### ")]
    [InlineData("Title2", "## ")] // by the document's map of roles
    public async Task Read_LineThatIsTaggedAsAHeading_IsOne(string role, string mark) =>
        Assert.Equal($"{mark}Of the ferry\n\n{Filler}", await ReadAsync("[11 0 R 12 0 R]", Element(role), Element("P")));

    [Theory]
    [InlineData("P")]
    [InlineData("H7")]
    [InlineData("H")]
    [InlineData("Circle")] // maps to itself
    public async Task Read_OtherTags_TellNothing(string role) =>
        Assert.Equal(Plain, await ReadAsync("[11 0 R 12 0 R]", Element(role), Element("P")));

    [Fact]
    public async Task Read_SpanWithinAHeading_BelongsToIt() =>
        Assert.Equal($"### Of the ferry\n\n{Filler}",
            await ReadAsync("[12 0 R 13 0 R]", Element("H3"), Element("Span", First), Element("P")));

    [Fact]
    public async Task Read_TagsThatCallEverythingAHeading_AreNotBelieved() =>
        Assert.Equal(Plain, await ReadAsync("[11 0 R 11 0 R]", Element("H1")));

    [Theory]
    [InlineData("[]")]
    [InlineData("[99 0 R]")]
    [InlineData("[null (text) 3]")]
    [InlineData("11 0 R")]
    [InlineData("null")]
    public async Task Read_DamagedTreeOfParents_IsReadWithoutIt(string elements) =>
        Assert.Equal(Plain, await ReadAsync(elements, Element("H1")));

    [Fact]
    public async Task Read_ElementThatIsItsOwnParent_EndsTheSearch() =>
        Assert.Equal(Plain, await ReadAsync("[11 0 R 11 0 R]", Element("Span", First)));

    [Fact]
    public async Task Read_ElementsWithoutEnd_EndTheSearch() =>
        Assert.Equal(Plain,
            await ReadAsync("[11 0 R]", [.. Enumerable.Range(First + 1, 5000).Select(parent => Element("Span", parent)), Element("H1")]));

    [Theory]
    [InlineData("/Kids [10 0 R] /Limits [0 9]")] // itself
    [InlineData("/Kids [11 0 R 12 0 R]")]
    [InlineData("/Kids (text)")]
    [InlineData("/Nums [0]")]
    [InlineData("/Nums 7")]
    public async Task Read_TreeOfParentsInACircleOrDamaged_IsReadWithoutIt(string tree) =>
        Assert.Equal(Plain, await ReadTreeAsync($"<< {tree} >>", Element("H1")));

    [Fact]
    public async Task Read_LargeTreeOfParents_IsLookedUp()
    {
        var numbers = string.Join(' ', Enumerable.Range(5, 100_000).Select(number => $"{number} 11 0 R"));
        Assert.StartsWith("# Of the ferry\n\n", await ReadTreeAsync($"<< /Nums [{numbers} 0 [11 0 R]] >>", Element("H1")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500_001, 1)]
    [InlineData(1, 20_001)]
    public async Task Read_TreeOfParentsWithoutEnd_IsReadWithoutIt(int numbers, int kids)
    {
        var tree = $"<< /Nums [0 [11 0 R] {string.Join(' ', Enumerable.Range(5, numbers).Select(number => $"{number} 0"))}] "
            + $"/Kids [{string.Join(' ', Enumerable.Range(5, kids).Select(kid => $"{kid} 0 R"))}] >>";
        Assert.Equal(Plain, await ReadTreeAsync(tree, Element("H1")));
    }

    private static string Element(string role, int parent = Root) => $"<< /Type /StructElem /S /{role} /P {parent} 0 R >>";

    private static Task<string> ReadAsync(string elements, params string[] objects) =>
        ReadTreeAsync($"<< /Nums [0 {elements}] >>", objects);

    /// <summary>The first page of two: one marked-content sequence for its first line, one for the rest.</summary>
    private static async Task<string> ReadTreeAsync(string parents, params string[] objects)
    {
        var page = new PageBuilder().Raw("/P << /MCID 0 >> BDC").Text(72, 700, "Of the ferry").Raw("EMC /P << /MCID 1 >> BDC")
            .Text(72, 688, Filler).Raw("EMC").Operators;
        string[] further =
            [$"<< /Type /StructTreeRoot /ParentTree {Parents} 0 R /RoleMap << /Title2 /H2 /Circle /Circle >> >>", parents, .. objects];
        return (await Parsed.TextsAsync(RawPdf.Document([page, page], $"/StructTreeRoot {Root} 0 R", further), "a.pdf"))[0];
    }
}
