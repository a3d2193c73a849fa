using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>Values, bounds and times as people write them: 200 ms, 1 day, 64 MiB, 10,000.</summary>
internal static class ValueText
{
    private static readonly (TimeSpan Length, string One, string Many)[] Times =
    [
        (TimeSpan.FromDays(1), "day", "days"), (TimeSpan.FromHours(1), "h", "h"), (TimeSpan.FromMinutes(1), "min", "min"),
        (TimeSpan.FromSeconds(1), "s", "s"), (TimeSpan.FromMilliseconds(1), "ms", "ms"),
    ];

    /// <summary>A default; empty for null, an empty string and an empty list.</summary>
    public static string Of(object? value, string property) => value switch
    {
        null or "" => "",
        bool flag => flag ? "true" : "false",
        TimeSpan time => Time(time),
        string or Enum or Uri => $"`{value}`",
        IEnumerable several => string.Join(", ", several.Cast<object>().Select(one => $"`{one}`")),
        IConvertible number => Number(number.ToDecimal(CultureInfo.InvariantCulture), property),
        _ => throw new NotSupportedException($"How is a {value.GetType()} written in the documentation? Say it here."),
    };

    /// <summary>The bounds of a range: "50 ms to 15 s". A unit that both ends share stands once, at the end.</summary>
    public static string Of(RangeAttribute range, string property)
    {
        var (least, most) = range.OperandType == typeof(TimeSpan)
            ? (Time(TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture)),
                Time(TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture)))
            : (Number(Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), property, unit: false),
                Number(Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture), property, unit: false));
        return $"{least} to {most}";
    }

    private static string Time(TimeSpan time)
    {
        if (time == TimeSpan.Zero) return "0";
        var (length, one, many) = Times.First(unit => time.Ticks % unit.Length.Ticks == 0);
        var count = time.Ticks / length.Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
    }

    private static string Number(decimal number, string property, bool unit = true) => property switch
    {
        _ when property.EndsWith("Bytes", StringComparison.Ordinal) => Bytes(number),
        _ when property.EndsWith("Mb", StringComparison.Ordinal) && unit => Plain(number) + " MiB",
        _ => Plain(number),
    };

    private static string Bytes(decimal bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB"];
        var unit = 0;
        for (; unit < units.Length - 1 && bytes >= 1024 && bytes % 1024 == 0; unit++) bytes /= 1024;
        return $"{Plain(bytes)} {units[unit]}";
    }

    private static string Plain(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
