using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.BulkCancel;

/// <summary>Finds what a cancel of several parses means: those of a search that have not ended, nor been cancelled yet.</summary>
internal sealed class CancellableSearch(IOperatorQueries operators, IParseQueries queries)
{
    /// <summary>Parses that are cancelled at once; whoever wants more presses again.</summary>
    public const int MostAtOnce = 1000;

    private static readonly ParseStatus[] Open = [.. Enum.GetValues<ParseStatus>().Where(status => !status.IsTerminal())];

    /// <summary>Environment by environment, the oldest first.</summary>
    /// <param name="search">Its filters; where the list stands does not matter.</param>
    /// <param name="among">None but these; null for any.</param>
    /// <param name="token">Stops the search.</param>
    public async Task<CancellableParses> FindAsync(ParseSearch search, IReadOnlyCollection<ParseId>? among, CancellationToken token)
    {
        var found = new List<CancellableParse>();
        foreach (var environment in await EnvironmentsAsync(search, token))
        {
            var ids = await queries.FindCancellableAsync(
                new CancelFilter
                {
                    Environment = environment,
                    Ids = among,
                    Statuses = search.Status is { } status ? [status] : Open,
                    FileNamePrefix = search.FileNamePrefix,
                    From = search.From,
                    To = search.To,
                    Limit = MostAtOnce + 1 - found.Count,
                },
                token);
            found.AddRange(ids.Select(id => new CancellableParse(environment, id)));
            if (found.Count > MostAtOnce) break;
        }

        return new CancellableParses([.. found.Take(MostAtOnce)], found.Count > MostAtOnce);
    }

    /// <summary>Those where something has not ended; none where the search is for parses that have, or that are being cancelled.</summary>
    private async Task<IEnumerable<string>> EnvironmentsAsync(ParseSearch search, CancellationToken token)
    {
        if (search.Status?.IsTerminal() == true || search.ErrorCode is not null || search.Cancelling) return [];
        if (search.Environment is { } environment) return [environment];
        return (await operators.ReadQueuesAsync(token)).Environments.Select(queue => queue.Environment);
    }
}

/// <summary>A parse that may be cancelled.</summary>
internal readonly record struct CancellableParse(string Environment, ParseId Id);

/// <summary>What was found.</summary>
/// <param name="Parses">At most <see cref="CancellableSearch.MostAtOnce"/>.</param>
/// <param name="HasMore">True when there are others.</param>
internal sealed record CancellableParses(IReadOnlyList<CancellableParse> Parses, bool HasMore);
