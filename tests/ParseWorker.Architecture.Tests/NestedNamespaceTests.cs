namespace ParseWorker.Architecture.Tests;

/// <summary>
/// Which namespace may use which in a project whose root composes all that is within it: what a namespace says is for the namespaces
/// within it too; any other two may not use each other both ways, over however many steps. Compiled code is looked at, so that a use
/// without a using counts.
/// </summary>
public sealed class NestedNamespaceTests
{
    // A project joins the list once its namespaces have no cycle.
    [Theory]
    [InlineData("ParseWorker.Documents")]
    public void Namespaces_OfAProject_HaveNoCycles(string project) => Assert.Empty(NamespaceGraph.Of(project).Cycles());

    [Fact]
    public void Cycles_OfNamespacesThatUseEachOther_AreFound()
    {
        var graph = new NamespaceGraph([("A.B", "A.C"), ("A.C", "A.D"), ("A.D", "A.B"), ("A.C", "A.E"), ("A", "A.B"), ("A.B", "A")]);

        Assert.Equal(["A.B, A.C, A.D"], graph.Cycles());
    }

    // What reads the library's own objects: glyphs, paths and images; form fields and annotations; bookmarks and tags. The folder above
    // them opens documents.
    [Fact]
    public void PdfPig_InThePipelineOfAPage_IsKnownAtItsBorderOnly()
    {
        var users = NamespaceGraph.Of("ParseWorker.Documents").UsersOf("UglyToad.PdfPig");

        Assert.Equal(
            ["ParseWorker.Documents.Images.Pages", "ParseWorker.Documents.Pdf", "ParseWorker.Documents.Pdf.Fields",
                "ParseWorker.Documents.Pdf.Glyphs", "ParseWorker.Documents.Pdf.Tags"],
            users);
    }
}
