using System.Globalization;

namespace ParseWorker.Api.Dashboard.Markup;

/// <summary>Times and durations as people read them.</summary>
internal static class Times
{
    /// <summary>A time in UTC, to the second; to the millisecond where the browser shows its title.</summary>
    public static Html Of(DateTimeOffset at)
    {
        var precise = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return Html.Of($"<time datetime=\"{precise}\" title=\"{precise}\">{at.UtcDateTime.ToString(
            "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</time>");
    }

    /// <summary>How long ago something was, with the time as its title.</summary>
    public static Html Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var precise = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return Html.Of($"<time title=\"{precise}\">{Words(now - at)}</time>");
    }

    /// <summary>A duration in its two largest units, such as <c>2 h 5 min</c>; milliseconds below one second.</summary>
    public static string Words(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        FormattableString words = duration switch
        {
            { TotalDays: >= 1 } => $"{(int)duration.TotalDays} d {duration.Hours} h",
            { TotalHours: >= 1 } => $"{duration.Hours} h {duration.Minutes} min",
            { TotalMinutes: >= 1 } => $"{duration.Minutes} min {duration.Seconds} s",
            { TotalSeconds: >= 10 } => $"{duration.Seconds} s",
            { TotalSeconds: >= 1 } => $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0} s",
            _ => $"{duration.Milliseconds} ms",
        };
        return words.ToString(CultureInfo.InvariantCulture);
    }
}
