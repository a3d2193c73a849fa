using System.Globalization;
using System.Text.RegularExpressions;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>Dates in a query string: <c>YYYY-MM-DD</c>, a whole day in UTC, or RFC 3339.</summary>
internal static partial class QueryDate
{
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Instants =
        [Day + "'T'HH:mm:ss.FFFFFFFK", Day + "'T'HH:mm:ssK", Day + "'T'HH:mmK"];

    /// <summary>Reads a date; absent or empty is null.</summary>
    /// <param name="text">What was sent. RFC 3339 allows a space for the T and as many digits of a second as wanted; those after the
    /// seventh are cut off. An instant without an offset is UTC.</param>
    /// <param name="name">The parameter, for the error.</param>
    /// <param name="endOfDay">True: a bare date means the end of that day.</param>
    /// <exception cref="RefusedException">400: no such date. (The contract's only 400.)</exception>
    public static DateTimeOffset? Read(string? text, string name, bool endOfDay)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateTimeOffset.TryParseExact(text, Day, CultureInfo.InvariantCulture, AsUtc, out var day))
            return endOfDay ? day.Add(TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1)) : day;

        if (Instant().Match(text) is { Success: true } match
            && DateTimeOffset.TryParseExact(Normalize(match), Instants, CultureInfo.InvariantCulture, AsUtc, out var instant))
            return instant;
        throw new RefusedException(new ApiError(StatusCodes.Status400BadRequest, "invalid_date",
            $"'{name}' must be a date that exists, as YYYY-MM-DD or RFC 3339 (2026-01-31T12:00:00Z)."));
    }

    private static string Normalize(Match match)
    {
        var offset = match.Groups["offset"].Value.ToUpperInvariant();

        // An offset's "+" that was not percent-encoded arrives as a space.
        if (offset.StartsWith(' ')) offset = "+" + offset[1..];
        return $"{match.Groups["day"].Value}T{match.Groups["time"].Value}{match.Groups["fraction"].Value}{offset}";
    }

    [GeneratedRegex(@"^(?<day>[0-9-]{10})[Tt ](?<time>[0-9:]{5,8})"
        + @"(?:(?<fraction>\.[0-9]{1,7})[0-9]*)?(?<offset>[Zz]|[+\- ][0-9]{2}:[0-9]{2})?\z")]
    private static partial Regex Instant();
}
