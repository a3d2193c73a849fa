using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>Reads the text that goes with a record.</summary>
internal static class ParseOutput
{
    /// <summary>The pages that are shown: all of a completed parse, none of any other.</summary>
    /// <returns>The pages, or null when the parse was deleted after its record was read.</returns>
    public static async Task<IReadOnlyList<PageText>?> ReadOutputAsync(
        this IParseQueries queries, Parse parse, bool includeOutput, CancellationToken token)
    {
        if (!includeOutput || parse.Status != ParseStatus.Completed) return [];
        var pages = new List<PageText>(parse.PagesDone);
        await foreach (var page in queries.ReadPagesAsync(parse.Id, token)) pages.Add(page);
        return pages.Count == parse.PagesDone ? pages : null;
    }
}
