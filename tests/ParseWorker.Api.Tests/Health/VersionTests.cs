using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Api.Health;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Tests.Health;

public sealed class VersionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Version_WithAKey_NamesProgramMigrationAndRuntime()
    {
        var answer = await ApiServer.ReadAsync(await fixture.Server.Client.GetAsync("/version"), 200);

        Assert.Equal(["version", "commit", "migration", "runtime"], answer.EnumerateObject().Select(property => property.Name));
        Assert.Matches(@"^\d+\.\d+\.\d+$", answer.GetProperty("version").GetString()!);
        Assert.True(answer.GetProperty("commit").ValueKind == JsonValueKind.Null || answer.GetProperty("commit").GetString()!.Length == 40);
        Assert.Equal(
            await fixture.Database.ScalarAsync<long>("select count(*) from parseworker.schema_versions"),
            answer.GetProperty("migration").GetInt64());
        Assert.StartsWith(".NET ", answer.GetProperty("runtime").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_WithoutAKey_IsRefused()
    {
        using var wrong = new ApiClient(fixture.Server.Url, "rt_test_wrong");

        await ApiServer.RefusedAsync(await fixture.Server.Anonymous.GetAsync("/version"), 401, "unauthorized");
        await ApiServer.RefusedAsync(await wrong.GetAsync("/version"), 401, "unauthorized");
    }

    [Fact]
    public async Task Version_WithoutADatabase_Answers503()
    {
        var database = Substitute.For<IDatabaseState>();
        database.ReadMigrationAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new NpgsqlException("down"));
        await using var api = await ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(database));

        using var answer = await api.Client.GetAsync("/version");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData("0.1.0", "0.1.0", null)]
    [InlineData("0.1.0+2dd4f6c", "0.1.0", "2dd4f6c")]
    [InlineData("0.1.0-rc.1+2dd4f6c", "0.1.0-rc.1", "2dd4f6c")]
    public void Split_OfAnInformationalVersion_FindsTheCommitWhereThereIsOne(string informational, string version, string? commit) =>
        Assert.Equal((version, commit), VersionEndpoint.Split(informational));
}
