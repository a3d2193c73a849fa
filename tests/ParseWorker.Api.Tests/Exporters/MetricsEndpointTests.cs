using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Exporters;

/// <summary><c>/metrics</c>: who may read it, and what it says.</summary>
[Collection(AloneInItsProcess.Name)]
public sealed class MetricsEndpointTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Password = "correct horse: battery";
    private const string Metrics = "/metrics";

    [Fact]
    public async Task Get_WithTheAdminKey_IsPrometheusText()
    {
        using var answer = await fixture.Server.Anonymous.SendAsync(
            HttpMethod.Get, Metrics, ("Authorization", $"Bearer {ApiFixture.AdminKey}"));

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("version=0.0.4", answer.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithTheOperatorsPassword_IsAnswered()
    {
        await using var api = await StartAsync(("Dashboard:Password", Password));

        using var right = await api.Anonymous.SendAsync(HttpMethod.Get, Metrics, Basic(Password));
        using var wrong = await api.Anonymous.SendAsync(HttpMethod.Get, Metrics, Basic("another password"));
        using var without = await api.Anonymous.GetAsync(Metrics);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (right.StatusCode, wrong.StatusCode, without.StatusCode));
        Assert.StartsWith("Basic", without.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithAnApiKeyOrWithout_IsRefused()
    {
        await ApiServer.RefusedAsync(await fixture.Server.Anonymous.GetAsync(Metrics), 401, "unauthorized");
        await ApiServer.RefusedAsync(await fixture.Server.Client.GetAsync(Metrics), 401, "unauthorized");
    }

    [Fact]
    public async Task Get_WhereNobodyIsAnOperator_SaysWhatToSet()
    {
        await using var api = await StartAsync();

        var error = await ApiServer.RefusedAsync(await api.Anonymous.GetAsync(Metrics), 503, "metrics_disabled");

        Assert.Contains("Dashboard__Password", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhereAnyoneMay_NeedsNoKeyAndShowsWhatHappened()
    {
        await using var api = await StartAsync(("Telemetry:Metrics", "Anyone"));
        var created = await ApiServer.ReadAsync(await api.CreateAsync(), 201);
        var id = created.GetProperty("id").GetString()!;
        using var cancelled = await api.Client.PostAsync($"/v1/parses/{id}/cancel", null);

        var text = await Eventually.BecomesAsync(
            () => api.Anonymous.GetStringAsync(Metrics),
            text => text.Contains("parseworker_database_size_bytes", StringComparison.Ordinal));

        Assert.Matches("""parseworker_requests_creates_total\{result="created"\} [1-9]""", text);
        Assert.Matches("""parseworker_requests_cancels_total\{result="accepted"\} [1-9]""", text);
        Assert.Matches("""parseworker_parses_ended_total\{status="cancelled"\} [1-9]""", text);
        Assert.Matches("parseworker_database_up [01]", text);
        Assert.Contains("http_server_request_duration_seconds_count", text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, text, StringComparison.Ordinal);
        Assert.DoesNotContain(api.Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhereItIsOff_IsUnknown()
    {
        await using var api = await StartAsync(("Telemetry:Metrics", "Off"), ("Dashboard:Password", Password));

        await ApiServer.RefusedAsync(await api.Anonymous.SendAsync(HttpMethod.Get, Metrics, Basic(Password)), 404);
    }

    [Fact]
    public async Task Start_WithAMisspeltAccess_IsRefused()
    {
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync(("Telemetry:Metrics", "Everybody")));
        await Assert.ThrowsAnyAsync<OptionsValidationException>(() => StartAsync(("Telemetry:Metrics", "7")));
    }

    private Task<ApiServer> StartAsync(params (string Key, string Value)[] settings) => ApiServer.StartAsync(
        fixture.Database,
        builder => builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))));

    private static (string Name, string Value) Basic(string password) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{password}")));
}
