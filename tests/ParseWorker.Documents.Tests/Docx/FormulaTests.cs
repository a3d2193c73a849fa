using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

public sealed class FormulaTests
{
    private const string Spaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

    private static async Task<string> TextAsync(string inside) =>
        Assert.Single(await Parsed.TextsAsync(SampleDocx.With(new Paragraph($"<w:p {Spaces}>{inside}</w:p>")), "a.docx"));

    private static string R(string text) => $"<m:r><m:t>{text}</m:t></m:r>";

    public static TheoryData<string, string> Formulas() => new()
    {
        { R("A=π") + $"<m:sSup><m:e>{R("r")}</m:e><m:sup>{R("2")}</m:sup></m:sSup>", @"A=\pi r^{2}" },
        { $"<m:sSubSup><m:e>{R("ab")}</m:e><m:sub>{R("i")}</m:sub><m:sup>{R("2")}</m:sup></m:sSubSup>", "{ab}_{i}^{2}" },
        { $"<m:f><m:num>{R("1")}</m:num><m:den>{R("n")}</m:den></m:f>", @"\frac{1}{n}" },
        { $"<m:f><m:fPr><m:type m:val=\"lin\"/></m:fPr><m:num>{R("1")}</m:num><m:den>{R("n")}</m:den></m:f>", "{1}/{n}" },
        { $"<m:rad><m:deg>{R("3")}</m:deg><m:e>{R("x")}</m:e></m:rad>", @"\sqrt[3]{x}" },
        {
            $"<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{R("k=0")}</m:sub><m:sup>{R("n")}</m:sup><m:e>{R("k")}</m:e>"
                + $"</m:nary>",
            @"\sum_{k=0}^{n}k" },
        { $"<m:nary><m:sub/><m:sup/><m:e>{R("xdx")}</m:e></m:nary>", @"\int xdx" },
        { $"<m:d><m:dPr><m:begChr m:val=\"{{\"/><m:endChr m:val=\"\"/></m:dPr><m:e>{R("x")}</m:e></m:d>", @"\left\{x\right." },
        { $"<m:func><m:fName>{R("log")}</m:fName><m:e><m:d><m:e>{R("x")}</m:e></m:d></m:e></m:func>", @"\log\left(x\right)" },
        { $"<m:acc><m:accPr><m:chr m:val=\"\u20D7\"/></m:accPr><m:e>{R("v")}</m:e></m:acc>", @"\vec{v}" },
        {
            $"<m:m><m:mr><m:e>{R("a")}</m:e><m:e>{R("b")}</m:e></m:mr><m:mr><m:e>{R("c")}</m:e><m:e>{R("d")}</m:e></m:mr></m:m>",
            @"\begin{matrix}a & b \\ c & d\end{matrix}" },
        { R("\U0001D465 – 5%"), @"x - 5\%" },
        { R("\U0001D434\U0001D6FC\U0001D6A8\U0001D7D7"), @"A\alphaΑ9" },
        { R("some words"), @"\text{some words}" },
        { $"<m:unknown><m:e>{R("x")}</m:e></m:unknown>", "x" },
    };

    [Theory, MemberData(nameof(Formulas))]
    public async Task Read_Formula_IsLatex(string math, string latex) =>
        Assert.Equal(
            $"see ${latex}$.",
            await TextAsync($"<w:r><w:t xml:space=\"preserve\">see </w:t></w:r><m:oMath>{math}</m:oMath><w:r><w:t>.</w:t></w:r>"));

    [Fact]
    public async Task Read_FormulaOfItsOwn_StandsOnItsOwnLine() =>
        Assert.Equal(
            "see\n$$a$$\n$$b$$",
            await TextAsync(
                $"<w:r><w:t>see</w:t></w:r><m:oMathPara><m:oMath>{R("a")}</m:oMath><m:oMath>{R("b")}</m:oMath><m:oMath/></m:oMathPara>"));

    [Fact]
    public async Task Read_DeletedPartOfAFormula_IsLeftOut() =>
        Assert.Equal("$a$", await TextAsync($"<m:oMath>{R("a")}<w:del w:id=\"1\">{R("b")}</w:del></m:oMath>"));
}
