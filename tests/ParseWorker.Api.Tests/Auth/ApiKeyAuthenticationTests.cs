using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Auth;

public sealed class ApiKeyAuthenticationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("authorization", "bearer   {0} ")]
    [InlineData("Api-Key", "{0}")]
    [InlineData("API-KEY", "{0}")]
    public async Task Request_WithAKey_IsLetIn(string header, string value)
    {
        var sent = value.Replace("{0}", _api.Secret, StringComparison.Ordinal);

        await ApiServer.ReadAsync(await _api.Anonymous.SendAsync(HttpMethod.Get, "/v1/parses", (header, sent)), 200);
    }

    [Theory]
    [InlineData("GET", "/v1/parses")]
    [InlineData("POST", "/v1/parses")]
    [InlineData("PUT", "/v1/parses")]
    [InlineData("GET", "/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("DELETE", "/v1/parses/x")]
    [InlineData("POST", "/v1/parses/x/cancel")]
    [InlineData("GET", "/v1/files")]
    [InlineData("GET", "/v1/auth/status")]
    [InlineData("GET", "/v1/there/is/no/such/thing")]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/V1/parses")]
    [InlineData("GET", "/v1/v1/parses")]
    public async Task AnyV1Path_WithoutOrWithAWrongKey_Is401(string method, string path)
    {
        (string Name, string Value)[] wrong =
        [
            ("X-Nothing", "1"), ("Authorization", "Bearer rt_test_wrong"), ("Api-Key", new string('x', 5000)),
                ("Authorization", "Basic eDp5"),
        ];
        foreach (var header in wrong)
        {
            var response = await _api.Anonymous.SendAsync(new HttpMethod(method), path, header);

            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
            await ApiServer.RefusedAsync(response, 401, "unauthorized");
        }
    }

    [Fact]
    public async Task AnotherEnvironmentsParse_DoesNotExist()
    {
        var id = await _api.Parses.QueuedAsync();
        using var other = new ApiClient(_api.Url, await _api.CreateKeyAsync("production"));

        await ApiServer.RefusedAsync(await other.GetAsync($"/v1/parses/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await other.PostAsync($"/v1/parses/{id}/cancel", null), 404, "not_found");
        await ApiServer.RefusedAsync(await other.DeleteAsync($"/v1/parses/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await other.GetAsync($"/v1/parses?after={id}"), 422, "invalid_cursor");
        Assert.Equal(0, (await ApiServer.ReadAsync(await other.GetAsync("/v1/parses"), 200)).GetProperty("data").GetArrayLength());
        Assert.Equal("queued", (await _api.GetAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task AuthStatus_WithAKey_SaysWhoseItIs()
    {
        var status = await ApiServer.ReadAsync(await _api.Client.GetAsync("/v1/auth/status"), 200);

        Assert.Equal(
            "{\"authenticated\":true,\"auth_method\":\"api_key\",\"organization_id\":\"test\","
            + "\"environment\":{\"id\":\"test\",\"name\":\"test\"},\"key\":{\"name\":\"tests\"}}",
            status.GetRawText());
    }

    [Fact]
    public async Task AuthOrganization_WithAKey_IsTheEnvironment()
    {
        var organization = await ApiServer.ReadAsync(await _api.Client.GetAsync("/v1/auth/organization"), 200);

        Assert.Equal("""{"id":"test","name":"test"}""", organization.GetRawText());
    }
}
