namespace ParseWorker.Postgres;

/// <summary>Where a row stands in a list: its creation time, then its id.</summary>
internal readonly record struct Place(DateTime CreatedAt, string Id);

/// <summary>One page of a list, in the asked order.</summary>
internal sealed record KeysetPage<T>(IReadOnlyList<T> Rows, bool HasEarlier, bool HasLater);

/// <summary>Pages of a list over (created_at, id): rows are found by where they stand, so that no page costs more than another.</summary>
internal static class Keyset
{
    /// <summary>Reads <paramref name="limit"/> rows at most away from a bound.</summary>
    /// <param name="towardsNewer">The direction.</param>
    /// <param name="bound">Rows beyond this one; from the list's end in that direction when null.</param>
    /// <param name="limit">Rows at most.</param>
    public delegate Task<IReadOnlyList<T>> Reader<T>(bool towardsNewer, Place? bound, int limit);

    /// <summary>Reads a page.</summary>
    /// <param name="ascending">Oldest first; else newest first.</param>
    /// <param name="after">The row that the page follows, or null.</param>
    /// <param name="before">The row that it precedes, or null; ignored beside <paramref name="after"/>.</param>
    /// <param name="limit">Rows of the page at most.</param>
    /// <param name="read">Reads rows.</param>
    /// <param name="placeOf">Where a row stands.</param>
    public static async Task<KeysetPage<T>> ReadAsync<T>(
        bool ascending, Place? after, Place? before, int limit, Reader<T> read, Func<T, Place> placeOf)
    {
        // Rows before a cursor are read away from it and turned round.
        var reversed = after is null && before is not null;
        var towardsNewer = ascending != reversed;
        var bound = after ?? before;
        var rows = await read(towardsNewer, bound, limit + 1);
        var more = rows.Count > limit;
        var kept = rows.Take(limit).ToList();
        var onTheOtherSide = kept.Count > 0 && bound is not null && (await read(!towardsNewer, placeOf(kept[0]), 1)).Count > 0;

        if (reversed) kept.Reverse();
        return new KeysetPage<T>(kept, reversed ? more : onTheOtherSide, reversed ? onTheOtherSide : more);
    }
}
