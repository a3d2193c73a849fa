namespace ParseWorker.EndToEnd.Tests.Telemetry;

/// <summary>A span as its process sent it.</summary>
/// <param name="Service">The process's <c>service.name</c>.</param>
/// <param name="Scope">The source of .NET that it came from.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="ParentId">The same of its parent; empty for none.</param>
/// <param name="Name">What it is.</param>
/// <param name="Start">Nanoseconds since 1970.</param>
/// <param name="End">Nanoseconds since 1970.</param>
/// <param name="Tags">Its attributes that are texts.</param>
internal sealed record SentSpan(
    string Service, string Scope, string TraceId, string Id, string ParentId, string Name, ulong Start, ulong End,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<SentSpan> In(ProtobufMessage request) =>
        from resource in request.Messages(1)
        let service = OpenTelemetryMessages.ServiceOf(resource)
        from scope in resource.Messages(2)
        let name = scope.Messages(1).Single().Text(1)
        from span in scope.Messages(2)
        select new SentSpan(
            service, name, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(7), span.Number(8),
            OpenTelemetryMessages.TagsOf(span.Messages(9)));
}

/// <summary>One measurement that a histogram gives as an example, and the span that it was made in.</summary>
/// <param name="Service">The process's <c>service.name</c>.</param>
/// <param name="Metric">The histogram.</param>
/// <param name="Tags">The labels of its series.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
internal sealed record SentExemplar(string Service, string Metric, IReadOnlyDictionary<string, string> Tags, string TraceId, string SpanId)
{
    /// <summary>The exemplars of an <c>ExportMetricsServiceRequest</c>'s histograms.</summary>
    public static IEnumerable<SentExemplar> In(ProtobufMessage request) =>
        from resource in request.Messages(1)
        let service = OpenTelemetryMessages.ServiceOf(resource)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from histogram in metric.Messages(9)
        from point in histogram.Messages(1)
        from exemplar in point.Messages(8)
        select new SentExemplar(
            service, metric.Text(1), OpenTelemetryMessages.TagsOf(point.Messages(9)), exemplar.Hex(5), exemplar.Hex(4));
}

/// <summary>What both kinds of requests have in common.</summary>
internal static class OpenTelemetryMessages
{
    /// <summary>The process that a <c>ResourceSpans</c> or a <c>ResourceMetrics</c> is of.</summary>
    public static string ServiceOf(ProtobufMessage resource) => TagsOf(resource.Messages(1).Single().Messages(1))["service.name"];

    /// <summary>The texts among some <c>KeyValue</c>.</summary>
    public static IReadOnlyDictionary<string, string> TagsOf(IEnumerable<ProtobufMessage> pairs) =>
        pairs.ToDictionary(pair => pair.Text(1), pair => pair.Messages(2).Single().Text(1));
}
