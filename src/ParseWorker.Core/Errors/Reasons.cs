namespace ParseWorker.Core.Errors;

/// <summary>What an exception says together with what lies below it: a driver's own words often tell only what it was doing.</summary>
public static class Reasons
{
    /// <summary>The exception's message and, after colons, those of the inner ones that say more; of several at once, each.</summary>
    public static string Of(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: { Count: > 0 } several })
            return string.Join("; ", several.Select(Of).Distinct());
        if (exception.InnerException is not { } inner) return exception.Message;

        var below = Of(inner);
        return exception.Message.Contains(below, StringComparison.Ordinal) ? exception.Message
            : below.Contains(exception.Message, StringComparison.Ordinal) ? below
            : $"{exception.Message.TrimEnd('.', ':')}: {below}";
    }
}
