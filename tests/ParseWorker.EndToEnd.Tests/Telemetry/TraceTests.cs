using System.Diagnostics;
using System.Text.RegularExpressions;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Telemetry;

/// <summary>What both real processes send and show of one parse, whose client has a trace of its own.</summary>
public sealed partial class TraceTests(ServiceFixture service) : IAsyncLifetime
{
    private const string Api = "parseworker-api";
    private const string Worker = "parseworker-worker";
    private const string Statements = "Npgsql";

    private readonly string _trace = $"{ActivityTraceId.CreateRandom()}";
    private readonly string _client = $"{ActivitySpanId.CreateRandom()}";
    private Collector _collector = null!;

    private string TraceParent => $"00-{_trace}-{_client}-01";

    public async ValueTask InitializeAsync() => _collector = await Collector.StartAsync();

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task Trace_OfAClient_LeadsThroughBothProcessesToTheLastWrite()
    {
        var id = await ParseAsync();

        var spans = _collector.SpansOf(_trace);
        var create = Assert.Single(spans, span => span.ParentId == _client);
        Assert.Equal((Api, "POST /v1/parses", id), (create.Service, create.Name, create.Tags["parseworker.parse.id"]));
        var attempt = Assert.Single(spans, span => span.Name == "parse attempt");
        Assert.Equal(
            (Worker, create.Id, id, "completed"),
            (attempt.Service, attempt.ParentId, attempt.Tags["parseworker.parse.id"], attempt.Tags["parseworker.outcome"]));
        var parts = spans.Where(span => span.ParentId == attempt.Id && span.Scope != Statements).OrderBy(span => span.Start).ToList();
        Assert.Equal(["fetch document", "run engine", "write ending"], parts.Select(part => part.Name));
        Assert.All(parts, part => Assert.Equal(Worker, part.Service));
    }

    [Fact]
    public async Task Trace_OfAClient_HasEachStatementBelowWhatItIsFor()
    {
        await ParseAsync();

        var spans = _collector.SpansOf(_trace).ToDictionary(span => span.Id);
        Assert.All(spans.Values, span => Assert.True(span.ParentId == _client || spans.ContainsKey(span.ParentId), $"{span}"));
        var statements = spans.Values.Where(span => span.Scope == Statements).ToLookup(span => spans[span.ParentId].Name);
        Assert.All(statements["POST /v1/parses"], statement => Assert.Equal(Api, statement.Service));
        foreach (var part in new[] { "fetch document", "run engine", "write ending" })
            Assert.All(statements[part], statement => Assert.Equal(Worker, statement.Service));

        Assert.Contains(statements["POST /v1/parses"], Writes("insert into parseworker.parses"));
        Assert.Contains(statements["fetch document"], Writes("blob_chunks"));
        Assert.Contains(statements["run engine"], Writes("parse_pages"));
        Assert.Contains(statements["write ending"], Writes("completed"));
    }

    [Fact]
    public async Task Histograms_OfBothProcesses_NameTheTraceThatHadTheLatency()
    {
        await ParseAsync();

        var own = _collector.Exemplars.Where(exemplar => exemplar.TraceId == _trace).ToList();
        var spans = _collector.SpansOf(_trace);
        var request = Assert.Single(own, exemplar => exemplar.Metric == "http.server.request.duration");
        Assert.Equal((Api, "v1/parses"), (request.Service, request.Tags["http.route"].TrimStart('/')));
        Assert.Equal(spans.Single(span => span.ParentId == _client).Id, request.SpanId);
        var duration = Assert.Single(own, exemplar => exemplar.Metric == "parseworker.attempts.duration");
        Assert.Equal((Worker, "completed"), (duration.Service, duration.Tags["outcome"]));
        Assert.Equal(spans.Single(span => span.Name == "parse attempt").Id, duration.SpanId);
        Assert.Contains(own, exemplar => (exemplar.Service, exemplar.Metric) == (Worker, "parseworker.attempts.pick_up"));
    }

    [Fact]
    public async Task Metrics_AsOpenMetrics_NameTheTraceThatHadTheLatency()
    {
        await using var api = await service.StartApiAsync([.. _collector.Settings, ("Telemetry__Metrics", "Anyone")]);
        await using var worker = await service.StartWorkerAsync([.. _collector.Settings, ("Telemetry__Listen", "0")]);
        using var client = service.ClientOf(api);
        await EndAsync(client);

        var listening = ListeningAt().Match(await worker.WaitForLineAsync("Now listening on: ")).Groups[1].Value;
        await ShowsAsync(api.Address, "http_server_request_duration_seconds_bucket");
        await ShowsAsync(new Uri(listening), "parseworker_attempts_duration_seconds_bucket");
        await ShowsAsync(new Uri(listening), "parseworker_attempts_pick_up_seconds_bucket");
    }

    /// <summary>Has a parse run from its create to its end; what both processes measured of it is here when they have ended.</summary>
    /// <returns>Its id.</returns>
    private async Task<string> ParseAsync()
    {
        await using var api = await service.StartApiAsync(_collector.Settings);
        await using var worker = await service.StartWorkerAsync(_collector.Settings);
        using var client = service.ClientOf(api);
        var id = await EndAsync(client);
        await worker.StopAsync();
        await api.StopAsync();
        return id;
    }

    private async Task<string> EndAsync(ParsesClient client)
    {
        var created = await client.PostAsync(SampleDocuments.Pdf("One page.", "Two pages."), "traced.pdf", traceParent: TraceParent);
        var id = created.Record().Id();
        Assert.Equal("completed", (await client.EndsAsync(id)).Status());
        return id;
    }

    private async Task ShowsAsync(Uri process, string series)
    {
        using var http = new HttpClient { BaseAddress = process };
        http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text; version=1.0.0");
        var text = await Eventually.BecomesAsync(
            () => http.GetStringAsync("metrics"), text => LinesOf(text, series).Any(), TimeSpan.FromSeconds(60));
        Assert.All(
            LinesOf(text, series), line => Assert.Contains($" # {{trace_id=\"{_trace}\",span_id=\"", line, StringComparison.Ordinal));
    }

    /// <summary>The lines of a series that name this test's trace.</summary>
    private IEnumerable<string> LinesOf(string text, string series) => text.Split('\n').Where(line =>
        line.StartsWith(series, StringComparison.Ordinal) && line.Contains(_trace, StringComparison.Ordinal));

    private static Predicate<SentSpan> Writes(string part) =>
        statement => statement.Tags.Values.Any(value => value.Contains(part, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("listening on: (\\S+)")]
    private static partial Regex ListeningAt();
}
