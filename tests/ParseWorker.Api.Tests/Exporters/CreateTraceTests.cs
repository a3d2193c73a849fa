using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Exporters;

/// <summary>A create's trace is kept with its parse, for the attempts to go on with, where traces are sent somewhere.</summary>
[Collection(AloneInItsProcess.Name)]
public sealed class CreateTraceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Nobody listens there: what is sent is given up, and no request waits for it.
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly string _trace = $"{ActivityTraceId.CreateRandom()}";

    [Fact]
    public async Task Create_WithAClientsTrace_KeepsTheRequestsPlaceInIt()
    {
        await using var api = await StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", Nowhere));
        using var traces = new RecordedTraces("Npgsql");

        var kept = await CreateAsync(api, $"00-{_trace}-00f067aa0ba902b7-01");

        Assert.StartsWith($"00-{_trace}-", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("00f067aa0ba902b7", kept, StringComparison.Ordinal);
        Assert.Contains(
            traces.Of(ActivityTraceId.CreateFromString(_trace)), statement => $"{statement.ParentSpanId}" == kept.Split('-')[2]);
    }

    [Fact]
    public async Task Create_ClientsTraceIsNotSampled_KeepsNothing()
    {
        await using var api = await StartAsync(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Nowhere));

        Assert.Empty(await CreateAsync(api, $"00-{_trace}-00f067aa0ba902b7-00"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Nowhere)]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public async Task Create_TracesAreSentNowhere_KeepsNothing(string setting, string value)
    {
        await using var api = setting == "OTEL_TRACES_EXPORTER"
            ? await StartAsync((setting, value), ("OTEL_EXPORTER_OTLP_ENDPOINT", Nowhere))
            : await StartAsync((setting.Length > 0 ? setting : "Unused", value));

        Assert.Empty(await CreateAsync(api, $"00-{_trace}-00f067aa0ba902b7-01"));
    }

    private Task<ApiServer> StartAsync(params (string Key, string Value)[] settings) => ApiServer.StartAsync(
        database, builder => builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))));

    /// <returns>What is kept with the parse; empty for nothing.</returns>
    private async Task<string> CreateAsync(ApiServer api, string traceParent)
    {
        var created = await api.CreateAsync(adjust: request => request.Headers.Add("traceparent", traceParent));
        var id = (await ApiServer.ReadAsync(created, 201)).GetProperty("id").GetString()!;
        return await database.ScalarAsync<string>("select coalesce(traceparent, '') from parseworker.parses where id = $1", id);
    }
}
