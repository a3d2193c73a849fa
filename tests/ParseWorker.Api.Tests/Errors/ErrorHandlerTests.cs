using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Tests.Errors;

public sealed class ErrorHandlerTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string AnyParse = "/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("GET", "/v1/unknown", 404, "not_found")]
    [InlineData("GET", "/v1", 404, "not_found")]
    [InlineData("GET", "/unknown", 404, "not_found")]
    [InlineData("PUT", "/v1/parses", 405, "method_not_allowed")]
    [InlineData("PATCH", AnyParse, 405, "method_not_allowed")]
    [InlineData("GET", AnyParse + "/cancel", 405, "method_not_allowed")]
    public async Task FrameworksRefusal_HasTheContractsShape(string method, string path, int status, string code) =>
        await ApiServer.RefusedAsync(await _api.Client.SendAsync(new HttpMethod(method), path), status, code);

    [Fact]
    public async Task RequestIds_AreUnique()
    {
        var first = await _api.Client.GetAsync("/v1/unknown");
        var second = await _api.Client.GetAsync("/health/live");

        Assert.NotEqual(first.Headers.GetValues("x-request-id"), second.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task UnreachableDatabase_Answers503()
    {
        await using var api = await FailingAsync(new NpgsqlException("down", new TimeoutException()));

        await ApiServer.RefusedAsync(await api.Client.GetAsync(AnyParse), 503, "database_unavailable");
    }

    [Theory]
    [InlineData(PostgresErrorCodes.ProtocolViolation)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    public async Task LostDatabase_ReportedByItOrByItsPooler_Answers503(string state)
    {
        await using var api = await FailingAsync(new PostgresException("server login has been failing", "FATAL", "FATAL", state));

        await ApiServer.RefusedAsync(await api.Client.GetAsync(AnyParse), 503, "database_unavailable");
    }

    [Fact]
    public async Task FullDatabase_Answers503AndSaysWhatIsMissing()
    {
        await using var api = await FailingAsync(
            new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull));

        await ApiServer.RefusedAsync(await api.Client.GetAsync(AnyParse), 503, "database_full");
    }

    [Fact]
    public async Task UnreachableBucket_Answers503AndKeepsToItselfWhereItIs()
    {
        await using var api = await FailingAsync(new ObjectStoreException("The bucket 'internal' does not answer."));

        var error = await ApiServer.RefusedAsync(await api.Client.GetAsync(AnyParse), 503, "bucket_unavailable");

        Assert.DoesNotContain("internal", error.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_Answers500WithTheRequestIdAndNothingElse()
    {
        await using var api = await FailingAsync(new InvalidOperationException("a secret detail"));

        var response = await api.Client.GetAsync(AnyParse);
        var id = Assert.Single(response.Headers.GetValues("x-request-id"));
        var error = await ApiServer.RefusedAsync(response, 500, "internal_error");

        Assert.Equal(id, error.GetProperty("details").GetProperty("request_id").GetString());
        Assert.DoesNotContain("secret detail", error.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefectInTheMiddleOfAText_CutsTheAnswerOff()
    {
        // A client must be able to tell half an answer from a whole one.
        var id = await _api.CompletedAsync("one", "two");
        var page = (await ApiServer.ReadAsync(await _api.Client.GetAsync("/v1/parses?limit=1"), 200)).GetProperty("data")[0];
        Assert.Equal(id.ToString(), page.GetProperty("id").GetString());
        await using var api = await StartAsync(queries =>
        {
            var parse = _api.Services.GetRequiredService<IParseQueries>().FindAsync("test", id, CancellationToken.None).Result;
            var rows = new ParseList([.. Enumerable.Repeat(parse!, 60)], HasEarlier: false, HasLater: false);
            queries.ListAsync(default!, CancellationToken.None).ReturnsForAnyArgs(rows);
            var calls = 0;
            queries.ReadPagesAsync(id, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(_ => Pages(++calls == 60));
        });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.Client.GetStringAsync("/v1/parses"));
    }

    private static async IAsyncEnumerable<ParsedPage> Pages(bool fail, [EnumeratorCancellation] CancellationToken token = default)
    {
        await Task.CompletedTask;
        yield return new ParsedPage(1, new string('a', 10_000));
        yield return new ParsedPage(2, "two");
        if (fail) throw new InvalidOperationException("lost");
    }

    private Task<ApiServer> FailingAsync(Exception exception) =>
        StartAsync(queries => queries.FindAsync(default!, default, CancellationToken.None).ThrowsAsyncForAnyArgs(exception));

    private Task<ApiServer> StartAsync(Action<IParseQueries> arrange)
    {
        var queries = Substitute.For<IParseQueries>();
        arrange(queries);
        return ApiServer.StartAsync(fixture.Database, services: services => services.AddSingleton(queries));
    }
}
