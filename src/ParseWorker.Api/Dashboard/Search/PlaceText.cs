using System.Globalization;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary>A place in the list as a link carries it: microseconds since 1970 and the id, so that the row itself may be gone.</summary>
internal static class PlaceText
{
    private static readonly long MostMicroseconds = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The place as text.</summary>
    public static string Of(ListPlace place)
    {
        var micros = (place.CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return string.Create(CultureInfo.InvariantCulture, $"{micros}-{place.Id}");
    }

    /// <summary>The place that <see cref="Of"/> wrote; null for anything else, which is the list's beginning.</summary>
    public static ListPlace? Read(string? text)
    {
        var parts = (text ?? "").Split('-', 2);
        if (parts.Length < 2 || !ParseId.TryParse(parts[1], out var id)) return null;
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros <= MostMicroseconds
            ? new ListPlace(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), id)
            : null;
    }
}
