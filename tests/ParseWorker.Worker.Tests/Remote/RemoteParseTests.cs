using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Remote;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Remote;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Remote;

/// <summary>Parses whose worker fetches their document, from claim to ending.</summary>
public sealed class RemoteParseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_RemoteDocument_IsFetchedStoredAndParsed()
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server);
        var content = "";
        worker.Engine.Script = (request, _) =>
        {
            content = File.ReadAllText(request.DocumentPath);
            return GateEngine.Pages(1, 1);
        };
        server.Answer = context => context.Response.WriteAsync("<html><body>hello</body></html>");
        var id = await CreateAsync(worker, server.UrlOf("/page.html?signature=secret"));

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal(ParseStatus.Completed, parse.Status);
        Assert.Equal("<html><body>hello</body></html>", content);
        Assert.Equal("text/html", parse.File.MimeType);
        Assert.Equal("f|1", await database.ScalarAsync<string>(
            "select concat(source_url is not null or sha256 is null, '|', "
            + "(select count(*) from parseworker.files f where f.id = p.file_id)) from parseworker.parses p where id = $1", id.ToString()));
    }

    [Fact]
    public async Task Run_SecondAttempt_DoesNotFetchAgain()
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server);
        worker.Engine.Script = (request, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine crashes."));
        var id = await CreateAsync(worker, server.UrlOf());
        await worker.RunAsync(id);
        Assert.Equal(ParseStatus.Queued, (await worker.FindAsync(id)).Status);
        worker.Engine.Script = (request, _) => GateEngine.Pages(1, 1);
        await database.ExecuteAsync("update parseworker.parses set run_after = null where id = $1", id.ToString());

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Cancel_WhileItIsFetched_EndsCancelledBeforeAnEngineStarts()
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server);
        var stalled = new Gate();
        server.Answer = context => stalled.PassAsync().WaitAsync(context.RequestAborted);
        var id = await CreateAsync(worker, server.UrlOf());
        var run = worker.RunAsync(id);
        await stalled.Reached;

        await worker.CancelAsync(id);
        await run;

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
        Assert.Empty(worker.Engine.Requests);
    }

    [Theory]
    [InlineData(404, ParseStatus.Failed, ParseErrorCodes.RemoteStatus)]
    [InlineData(503, ParseStatus.Queued, null)]
    public async Task Run_FetchThatFails_FailsForGoodOrIsTriedAgain(int answer, ParseStatus status, string? code)
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server);
        server.Answer = context =>
        {
            context.Response.StatusCode = answer;
            return Task.CompletedTask;
        };
        var id = await CreateAsync(worker, server.UrlOf());

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((status, code), (parse.Status, parse.Error?.Code));
        Assert.Empty(worker.Engine.Requests);
    }

    [Fact]
    public async Task Run_AddressThatIsNotPublic_FailsWithItsRule()
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server, networks: "");
        var id = await CreateAsync(worker, server.UrlOf());

        await worker.RunAsync(id);

        var error = (await worker.FindAsync(id)).Error!;
        Assert.Equal((ParseErrorCodes.RemoteAddressBlocked, "this machine"), (error.Code, error.Details!["rule"]));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Delete_OfAParseThatWasNeverFetched_LeavesNothing()
    {
        await using var server = await DocumentServer.StartAsync();
        await using var worker = await StartAsync(server);
        var id = await CreateAsync(worker, server.UrlOf());

        Assert.True(await worker.Store.DeleteAsync(TestParses.Environment, id, CancellationToken.None));
    }

    private Task<WorkerHarness> StartAsync(DocumentServer server, string networks = "127.0.0.1") =>
        WorkerHarness.StartAsync(database, services => services
            .AddSingleton<HostResolver>((_, _) => Task.FromResult(new[] { IPAddress.Loopback }))
            .Configure<RemoteDocumentOptions>(options => options.AllowedHosts = $"docs.test:{server.Port}")
            .Configure<FetchOptions>(options => options.AllowedNetworks = networks));

    private static async Task<ParseId> CreateAsync(WorkerHarness worker, string url)
    {
        var create = await worker.Parses.NewAsync(fileName: "page.html") with { Sha256 = ReadOnlyMemory<byte>.Empty, SourceUrl = url };
        var created = Assert.IsType<CreateResult.Created>(await worker.Store.CreateAsync(create, CancellationToken.None));
        return created.Parse.Id;
    }
}
