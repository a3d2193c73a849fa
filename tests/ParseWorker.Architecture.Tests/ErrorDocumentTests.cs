using System.Text;
using ParseWorker.Core.Parses;

namespace ParseWorker.Architecture.Tests;

/// <summary>The documentation of error codes is written from their table.</summary>
public sealed class ErrorDocumentTests
{
    private const string Document = "deploy/docs/errors.md";

    /// <summary>Set it to 1 to have this test write the document.</summary>
    private const string Write = "PARSEWORKER_WRITE_DOCS";

    [Fact]
    public void Document_OfErrorCodes_IsTheirTable()
    {
        var path = Path.Combine(Project.Root, Document);
        var expected = Render();
        if (Environment.GetEnvironmentVariable(Write) == "1") File.WriteAllText(path, expected);

        var actual = File.Exists(path) ? File.ReadAllText(path) : "";

        Assert.True(expected == actual, $"{Document} is not what ParseErrorTable says: run this test once with {Write}=1 and commit the file.");
    }

    private static string Render()
    {
        var text = new StringBuilder("""
            # Error codes of a failed parse

            A parse that fails says why in `error.code`; a create that waits for its parse answers with the same code and the status below.
            Codes are never renamed; more may come. This page is written from `ParseErrorTable` by a test.

            | code | whose turn | tried again | status | what to do |
            |---|---|---|---|---|

            """);
        foreach (var row in ParseErrorTable.All.Where(row => !row.IsOfOnePage)) AppendRow(text, row);
        text.Append("""

            These may concern one page alone. Then the page stays empty, the parse completes, and the code stands in its `page_failed` event.

            | code | whose turn | tried again | status | what to do |
            |---|---|---|---|---|

            """);
        foreach (var row in ParseErrorTable.All.Where(row => row.IsOfOnePage)) AppendRow(text, row);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, ParseErrorTrait row) => text.Append(
        System.Globalization.CultureInfo.InvariantCulture,
        $"| `{row.Code}` | {(row.Fault == ErrorFault.Document ? "client" : "operator")} | {(row.IsRetried ? "yes" : "no")} | {row.HttpStatus} | {row.Advice} |\n");
}
