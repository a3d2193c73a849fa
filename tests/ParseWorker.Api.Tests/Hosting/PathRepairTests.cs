using ParseWorker.Api.Hosting;

namespace ParseWorker.Api.Tests.Hosting;

public sealed class PathRepairTests
{
    [Theory]
    [InlineData("/v1/parses", "/v1/parses")]
    [InlineData("//v1/parses", "/v1/parses")]
    [InlineData("///v1/parses", "/v1/parses")]
    [InlineData("/v1/v1/parses", "/v1/parses")]
    [InlineData("//v1/v1/parses", "/v1/parses")]
    [InlineData("/v1//v1/parses", "/v1/parses")]
    [InlineData("/v1//parses", "/v1/parses")]
    [InlineData("/v1/", "/v1/")]
    [InlineData("/v1/parses/v1", "/v1/parses/v1")]
    [InlineData("/v1", "/v1")]
    [InlineData("/v1x/v1", "/v1x/v1")]
    [InlineData("/", "/")]
    [InlineData("", "")]
    public void Repair_Path_IsTheOneThatWasMeant(string sent, string meant) => Assert.Equal(meant, PathRepair.Repair(sent).Value);
}
