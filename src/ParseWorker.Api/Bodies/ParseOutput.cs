using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Bodies;

/// <summary>Reads the text that goes with a record.</summary>
internal static class ParseOutput
{
    /// <summary>The pages that are shown: all of a completed parse; of any other those stored so far when that is asked for, else
    /// none.</summary>
    /// <returns>The pages, or null when the parse was deleted after its record was read.</returns>
    public static async Task<IReadOnlyList<ParsedPage>?> ReadOutputAsync(
        this IParseQueries queries, Parse parse, bool includeOutput, bool includePartial, CancellationToken token)
    {
        var completed = parse.Status == ParseStatus.Completed;
        if (!includeOutput || parse.PagesDone == 0 || !(completed || includePartial)) return [];
        var pages = new List<ParsedPage>(parse.PagesDone);
        await foreach (var page in queries.ReadPagesAsync(parse.Id, token))
        {
            // One that runs may have stored more since its record was read.
            if (page.Number <= parse.PagesDone) pages.Add(page);
        }

        return pages.Count == parse.PagesDone || !completed ? pages : null;
    }
}
