using System.Globalization;
using DocumentFormat.OpenXml;
using ExcelNumberFormat;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.OpenXml;

/// <summary>One series of a chart.</summary>
/// <param name="Name">As the legend shows it.</param>
/// <param name="Categories">By index, those that have one.</param>
/// <param name="Values">By index, those that have one.</param>
/// <param name="Sizes">Of a bubble chart, by index.</param>
internal sealed record ChartSeries(
    string Name,
    IReadOnlyDictionary<int, string> Categories,
    IReadOnlyDictionary<int, string> Values,
    IReadOnlyDictionary<int, string> Sizes)
{
    /// <summary>Points of a series; Excel's own limit.</summary>
    private const int MaxPoints = 32_000;

    private const int MaxFormatCharacters = 255;

    /// <summary>One more than the largest index.</summary>
    public int Points => Math.Max(Categories.Keys.DefaultIfEmpty(-1).Max(), Values.Keys.DefaultIfEmpty(-1).Max()) + 1;

    /// <summary>Reads a <c>ser</c> element.</summary>
    public static ChartSeries Read(OpenXmlElement series) => new(
        InlineMark.Without(string.Join(
            ' ', Child(series, "tx")?.Descendants().Where(element => element.LocalName == "v").Select(value => value.InnerText) ?? []))
            .Trim(),
        PointsOf(Child(series, "cat") ?? Child(series, "xVal")),
        PointsOf(Child(series, "val") ?? Child(series, "yVal")),
        PointsOf(Child(series, "bubbleSize")));

    private static OpenXmlElement? Child(OpenXmlElement element, string name) =>
        element.ChildElements.FirstOrDefault(child => child.LocalName == name);

    private static Dictionary<int, string> PointsOf(OpenXmlElement? data)
    {
        var levels = data?.Descendants().Where(element => element.LocalName == "lvl").ToList() ?? [];
        if (levels.Count == 0) return data is null ? [] : Gather(data);
        var points = Gather(levels[0]);
        foreach (var outer in levels.Skip(1)) AddOuter(points, Gather(outer));
        return points;
    }

    /// <summary>Categories in groups: a group's name stands at its first category only.</summary>
    private static void AddOuter(Dictionary<int, string> points, Dictionary<int, string> groups)
    {
        var group = "";
        foreach (var index in points.Keys.Order().ToList())
        {
            group = groups.GetValueOrDefault(index, group);
            if (group.Length > 0) points[index] = $"{group} / {points[index]}";
        }
    }

    private static Dictionary<int, string> Gather(OpenXmlElement data)
    {
        var points = new Dictionary<int, string>();
        var format = FormatOf(data.Descendants().FirstOrDefault(element => element.LocalName == "formatCode")?.InnerText);
        foreach (var point in data.Descendants().Where(element => element.LocalName == "pt"))
            if (IndexOf(point) is { } index)
                points[index] = Shown(Child(point, "v")?.InnerText ?? "", format);
        return points;
    }

    private static int? IndexOf(OpenXmlElement point)
    {
        var value = point.GetAttributes().FirstOrDefault(attribute => attribute.LocalName == "idx").Value;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < MaxPoints ? index : null;
    }

    private static NumberFormat? FormatOf(string? code) =>
        code is { Length: > 0 and <= MaxFormatCharacters } && new NumberFormat(code) is { IsValid: true } format ? format : null;

    private static string Shown(string value, NumberFormat? format) => InlineMark.Without(
        format is not null
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? format.Format(number, CultureInfo.InvariantCulture)
            : value).Trim();
}
