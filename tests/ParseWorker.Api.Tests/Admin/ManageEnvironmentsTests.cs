using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Admin;

public sealed class ManageEnvironmentsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly AdminClient _admin = new(fixture.Server);

    [Fact]
    public async Task Weigh_AnEnvironment_IsListedWithItsKeys()
    {
        await _admin.IssueAsync("heavy");

        var weighed = await ApiServer.ReadAsync(await _admin.SendAsync("PUT", "/environments/heavy", """{"weight":3}"""), 200);
        var listed = await ApiServer.ReadAsync(await _admin.SendAsync("GET", "/environments"), 200);

        Assert.Equal("""{"name":"heavy","weight":3,"keys":1}""", weighed.GetRawText());
        var lines = listed.GetProperty("data").EnumerateArray().Select(one => one.GetRawText()).ToList();
        Assert.Contains(weighed.GetRawText(), lines);
        Assert.Contains("""{"name":"test","weight":1,"keys":1}""", lines);
    }

    [Theory]
    [InlineData("sales%0A", """{"weight":3}""", "invalid_environment")]
    [InlineData("Bad%20Name", """{"weight":3}""", "invalid_environment")]
    [InlineData("light", """{"weight":0}""", "invalid_weight")]
    [InlineData("light", """{"weight":101}""", "invalid_weight")]
    [InlineData("light", """{"weight":1.5}""", "invalid_json")]
    [InlineData("light", "{}", "invalid_json")]
    [InlineData("light", "", "invalid_json")]
    public async Task Weigh_WithABadField_Is422NamingIt(string name, string body, string code) =>
        await ApiServer.RefusedAsync(await _admin.SendAsync("PUT", $"/environments/{name}", body), 422, code);
}
