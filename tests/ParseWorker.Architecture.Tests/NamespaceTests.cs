namespace ParseWorker.Architecture.Tests;

/// <summary>
/// Within a project, namespaces depend on each other in one direction only. Compiled code is looked at, so that a use without a using
/// counts.
/// </summary>
public sealed class NamespaceTests
{
    [Theory]
    [InlineData("ParseWorker.Core")]
    [InlineData("ParseWorker.Postgres")]
    [InlineData("ParseWorker.Queueing")]
    [InlineData("ParseWorker.S3")]
    [InlineData("ParseWorker.Worker")]
    [InlineData("ParseWorker.EngineHost")]
    [InlineData("ParseWorker.Api")]
    [InlineData("ParseWorker.Documents")]
    public void Namespaces_OfAProject_HaveNoCycles(string project) => Assert.Empty(NamespaceGraph.Of(project).Cycles());

    [Fact]
    public void Cycles_OfNamespacesThatUseEachOther_AreFound()
    {
        var graph = new NamespaceGraph([("A.B", "A.C"), ("A.C", "A.D"), ("A.D", "A.B"), ("A.C", "A.E"), ("A", "A.B"), ("A.B", "A")]);

        Assert.Equal(["A, A.B, A.C, A.D"], graph.Cycles());
    }

    // What reads the library's own objects: glyphs, paths and images; form fields and annotations; layers; bookmarks and tags. The folder
    // above them opens documents.
    [Fact]
    public void PdfPig_InThePipelineOfAPage_IsKnownAtItsBorderOnly()
    {
        var users = NamespaceGraph.Of("ParseWorker.Documents").UsersOf("UglyToad.PdfPig");

        Assert.Equal(
            ["ParseWorker.Documents.Images.Pages", "ParseWorker.Documents.Pdf", "ParseWorker.Documents.Pdf.Fields",
                "ParseWorker.Documents.Pdf.Glyphs", "ParseWorker.Documents.Pdf.Layers", "ParseWorker.Documents.Pdf.Tags"],
            users);
    }
}
