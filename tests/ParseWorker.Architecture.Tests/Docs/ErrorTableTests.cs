using ParseWorker.Core.Errors;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>The documentation of error codes is written from their table.</summary>
public sealed class ErrorTableTests
{
    private const string Document = "deploy/docs/errors.md";

    [Fact]
    public void Errors_AsDocumented_AreTheTable()
    {
        GeneratedText.IsCurrent(Document, [
            "", .. Table(ParseErrorTable.All.Where(row => !row.IsOfOnePage)), "",
            "These may concern one page alone. Then the page stays empty, the parse completes, and the code stands in its "
            + "`page_failed` event;",
            "a parse fails with one of them when it does so for every page.", "",
            .. Table(ParseErrorTable.All.Where(row => row.IsOfOnePage)), ""]);
    }

    private static IEnumerable<string> Table(IEnumerable<ParseErrorTrait> rows) =>
        ["| code | who acts | tried again | status | what to do |", "|---|---|---|---|---|", .. rows.Select(Row)];

    private static string Row(ParseErrorTrait row)
    {
        var who = row.Fault == ErrorFault.Document ? "client" : "operator";
        return $"| `{row.Code}` | {who} | {(row.IsRetried ? "yes" : "no")} | {row.HttpStatus} | {row.Advice} |";
    }
}
