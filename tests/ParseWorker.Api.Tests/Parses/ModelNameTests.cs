using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>The models and aliases that a create may name.</summary>
public sealed class ModelNameTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Create_WithConfiguredModels_TakesTheirNamesAndListsThemForOthers()
    {
        await using var api = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Models:LOCAL_VL:Name"] = "qwen/vl-72b",
                ["Models:LOCAL_VL:Endpoint"] = "http://127.0.0.1:1/v1",
                ["Models:LOCAL_VL:ModelId"] = "qwen2.5-vl-72b",
            }));

        var parse = await ApiServer.ReadAsync(await api.CreateAsync(fields: new { model = "qwen/vl-72b", background = true }), 201);
        var error = await ApiServer.RefusedAsync(await api.CreateAsync(fields: new { model = "nosuch" }), 422, "unknown_model");

        Assert.Equal("qwen/vl-72b", parse.GetProperty("model").GetString());
        Assert.Contains("retab-micro, retab-small, retab-large, qwen/vl-72b", error.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAModelThatCouldNotBeCalled_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Models:a:ModelId"] = "m" })));

        Assert.Contains("Models:a: The Endpoint field is required", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("gpt-4o-mini-2024-07-18")]
    [InlineData("gemini-2.5-flash")]
    [InlineData("auto-large")]
    [InlineData("auto-whatever-comes")]
    public async Task Create_AliasOfAModel_EchoesTheNameAndRunsTheModel(string alias)
    {
        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(fields: new { model = alias, background = true }), 201);

        Assert.Equal(alias, parse.GetProperty("model").GetString());
        var id = ParseId.Parse(parse.GetProperty("id").GetString()!);
        var attempt = await _api.Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
        Assert.Equal(alias == "auto-large" ? "retab-large" : "retab-small", attempt!.Settings.Model);
    }

    [Fact]
    public async Task Create_WithConfiguredAliases_TakesThoseAlone()
    {
        await using var api = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["ModelAliases:Names"] = "house-*=retab-micro" }));

        await ApiServer.ReadAsync(await api.CreateAsync(fields: new { model = "house-model", background = true }), 201);
        await ApiServer.RefusedAsync(await api.CreateAsync(fields: new { model = "gpt-4o" }), 422, "unknown_model");
    }

    [Theory]
    [InlineData("a=retab-tiny", "there is no model retab-tiny")]
    [InlineData("a", "'a' is not name=model")]
    [InlineData("a=retab-small, a=retab-micro", "the name a is given more than once")]
    public async Task Start_WithAnAliasThatLeadsNowhere_IsRefused(string names, string sentence)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ModelAliases:Names"] = names })));

        Assert.Contains($"ModelAliases:Names: {sentence}.", refused.Message, StringComparison.Ordinal);
    }
}
