namespace ParseWorker.Testing.Documents;

/// <summary>Makes chart parts, which spreadsheets, presentations and texts hold alike.</summary>
public static class SampleCharts
{
    /// <summary>The namespace of charts.</summary>
    public const string Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    /// <summary>A part; <paramref name="inside"/> is what its <c>c:chartSpace</c> holds.</summary>
    public static string Part(string inside) =>
        $"<c:chartSpace xmlns:c=\"{Uri}\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">{inside}</c:chartSpace>";

    /// <summary>A bar chart called <c>Sales</c>: two series of two years, the second without its last value.</summary>
    public static string Bars() =>
        "<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        + "<c:barChart>"
        + Series("North", "0.0%", "0.5", "0.25") + Series("South", "General", "7")
        + "</c:barChart></c:plotArea></c:chart>";

    private static string Series(string name, string format, params string[] values) =>
        $"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        + "<c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>2023</c:v></c:pt><c:pt idx=\"1\"><c:v>2024</c:v></c:pt></c:strCache>"
        + "</c:strRef></c:cat>"
        + $"<c:val><c:numRef><c:numCache><c:formatCode>{format}</c:formatCode>"
        + string.Concat(values.Select((value, index) => $"<c:pt idx=\"{index}\"><c:v>{value}</c:v></c:pt>"))
        + "</c:numCache></c:numRef></c:val></c:ser>";
}
