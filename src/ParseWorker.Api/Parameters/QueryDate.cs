using System.Globalization;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>Dates in a query string: <c>YYYY-MM-DD</c>, a whole day in UTC, or RFC 3339.</summary>
internal static class QueryDate
{
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads a date; absent or empty is null.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="name">The parameter, for the error.</param>
    /// <param name="endOfDay">True: a bare date means the end of that day.</param>
    /// <exception cref="RefusedException">400: no such date. (The contract's only 400.)</exception>
    public static DateTimeOffset? Read(string? text, string name, bool endOfDay)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, AsUtc, out var day))
            return endOfDay ? day.Add(TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1)) : day;

        // An offset's "+" that was not percent-encoded arrives as a space.
        var mended = text.Replace(' ', '+');
        if (DateTimeOffset.TryParseExact(mended, Rfc3339, CultureInfo.InvariantCulture, AsUtc, out var instant)) return instant;
        throw new RefusedException(new ApiError(StatusCodes.Status400BadRequest, "invalid_date",
            $"'{name}' must be a date that exists, as YYYY-MM-DD or RFC 3339 (2026-01-31T12:00:00Z)."));
    }
}
